# Sheets for paper, one sentence a line. What they promise has to hold in every state.

### 受付の手引き（1枚）

paper-guide-reception-title = 受付の手引き
paper-guide-reception-what = 窓口（madoguchi）の受付の画面でふだん行うこと。受付のそばに貼ってください。
paper-guide-reception-usual = ふだんの流れ
paper-guide-reception-usual-1 = 「新しい受付」に患者さんの番号を入れて「受付する」を押します。番号を決めていなければ「次の番号」を押します。
paper-guide-reception-usual-2 = 車いすの方や小さいお子さまは「車いす・お子さま」を選んでから受け付けます。急ぐ方は「区分」で優先か緊急を選びます。
paper-guide-reception-usual-3 = リーダーが空くと、次の方が自動で呼び出されます。番号と窓口は待合室の画面に出ます。
paper-guide-reception-usual-4 = 確認が済んだ番号は「本日終わった受付」に移ります。結果はそこで見られます。
paper-guide-reception-else = いつもと違うとき
paper-guide-reception-else-1 = 呼んでも来ない方は「不在」になります。いらしたら、番号を選んで「列に戻す」を押します。
paper-guide-reception-else-2 = 席を外す方は「保留にする」。戻られたら「列に戻す」を押します。
paper-guide-reception-else-3 = カードがない、読めない、顔も暗証番号も使えない方は「他の方法で完了」を押し、確認した方法を選びます。
paper-guide-reception-else-4 = 間違えたら、10秒以内に「元に戻す」を押します（秒数は設定で変わります）。終わった番号は「開き直す」で戻せます。
paper-guide-reception-else-5 = なぜ待っているのかは、番号を選んで「これまでの経過」を開くと文で書いてあります。
paper-guide-reception-reader = リーダーのことで困ったとき
paper-guide-reception-reader-1 = リーダーの枠を押すと、使えない理由と、いますることが書いてあります。
paper-guide-reception-reader-2 = 掃除や点検のときは「休止する」、済んだら「再開する」を押します。患者さんがいれば、その方が終わってから休止します。
paper-guide-reception-reader-3 = 「MDG-」で始まるコードを押すと、説明のページが開きます。
paper-guide-reception-reader-4 = 電話をかける前に「リーダー」の画面で「サポートへの連絡票」を開きます。聞かれることが順に並んでいます。
paper-guide-reception-evening = 一日の終わりと、画面が動かないとき
paper-guide-reception-evening-1 = 一日の終わりの時刻とその操作は「本日」の画面にあります。バックアップのUSBメモリーがあれば差したままにします。
paper-guide-reception-evening-2 = 画面が「通信が切れています」のまま変わらないときは、「止まったときの手引き」の紙のとおりにします。

### 止まったときの手引き（1枚）

paper-guide-down-title = 止まったときの手引き
paper-guide-down-what = 受付の画面が「madoguchiとの通信が切れています」のまま動かないときにすること。受付のそばに貼ってください。
paper-guide-down-look = はじめに
paper-guide-down-look-1 = 1分待ちます。画面は、通信が戻ると自動で元に戻ります。
paper-guide-down-look-2 = 戻らなければPCを見ます。電源が切れていれば入れます。サービスとして設置してあれば、madoguchiはPCと一緒に起動します。
paper-guide-down-look-3 = それでも戻らなければ、下の連絡先に電話します。待つあいだ、下のフォルダーの「madoguchi-board.html」を開いて印刷します。書いてある時刻の時点の控えです（設定してある場合）。
paper-guide-down-meanwhile = 止まっているあいだ、手ですること
paper-guide-down-meanwhile-1 = 控えの上から順に、声で呼びます。控えがなければ、待合室で番号を聞いて紙に書きます。
paper-guide-down-meanwhile-2 = リーダーの途中の方は、そのまま続けていただきます。結果はリーダーに残り、madoguchiが戻ると届いて、一度だけ数えられます。
paper-guide-down-meanwhile-3 = リーダーの画面がカードを置くよう案内していれば、呼び出しがなくても使えます。案内していないリーダーは使いません。
paper-guide-down-meanwhile-4 = PCそのものが止まっているときは、資格の確認はリーダーではできません。医療機関で決めた別の方法で確認します。
paper-guide-down-meanwhile-5 = 済んだ方は、控えの空欄に時刻と方法（リーダー・紙・目視・スマートフォン）を書きます。新しい方は、来た順に番号を書き足します。
paper-guide-down-after = 戻ったら、入れること
paper-guide-down-after-1 = はじめに、紙で済んだ方を済ませます。番号を選び「他の方法で完了」を押して方法を選びます。戻るとすぐ、待っている番号の呼び出しが始まるためです。
paper-guide-down-after-2 = 呼び出された番号がもう済んだ方なら、その番号も「他の方法で完了」にします。
paper-guide-down-after-3 = 止まっているあいだに来て、まだ待っている方を、来た順に「新しい受付」で追加します。
paper-guide-down-after-4 = 止まっているあいだに来て済んだ方は、集計に入れるなら、追加して「他の方法で完了」にします。
paper-guide-down-after-5 = 声で呼んでリーダーで済んだ方は「呼び出し外の確認」に入ります。番号に結び付けるときは、PCで「madoguchi ticket walk-ups」と「madoguchi ticket bind 番号 --unit 窓口」を使います。
paper-guide-down-not = してはいけないこと
paper-guide-down-not-1 = データフォルダーのファイルを消さない、動かさない、上書きしない。
paper-guide-down-not-2 = ほかのPCでバックアップを戻すのは、元のPCをもう使わないと決めてから。2台が同時に動いてはいけません。
paper-guide-down-not-3 = リーダーをハブにつながない。ハブを通したリーダーは使えません。

### 手引きに書き込む欄

paper-guide-line-support = 連絡先（販売店・サポート）と電話番号
paper-guide-line-sheet = 控え（madoguchi-board.html）のフォルダー

### 受付の控え（madoguchi-board.html）

paper-board-title = 受付の控え
paper-board-since = { $at } の時点の受付です。
paper-board-what = madoguchiが動いているあいだは、変わるたびに書き直されます。止まったときは、この控えを印刷し「止まったときの手引き」のとおりに進めてください。患者さんの番号があるので、使い終えたら破棄してください。
paper-board-test = 【試験用】これは試験用の環境です。診療には使えません。
paper-board-nobody = 開いている受付はありませんでした。
paper-board-number = 番号
paper-board-state = 状態
paper-board-asks = 区分・条件
paper-board-added = 受付
paper-board-note = 済んだ時刻と方法
paper-board-more = ほかに { $count } 件の受付がありました。
paper-board-readers = リーダー
paper-board-serves = { $counter }（{ $serial }）: 使えていました
paper-board-serves-not = { $counter }（{ $serial }）: 使えていませんでした
paper-board-is-waiting = 順番待ち
paper-board-is-held = 前日までの受付（保留中）
paper-board-is-called = { $counter }に呼び出し中
paper-board-is-verifying = { $counter }で確認中
paper-board-is-missed = 不在
paper-board-is-parked = 保留
# ほかの版の状態のとき
paper-board-is-other = 不明

### 控えを書けないとき: 警報

down-sheet-unwritten = 止まったときの控え { $path } を書けません（{ $detail }）。いま止まると、控えがないか古いものになります。設定の down.folder のフォルダーがあるか、madoguchiを動かす利用者が書けるかを確かめてください。

### 設定の down に間違いがあるとき

config-down-folder = { $field }: 控えを書くフォルダーがありません。down.folder に書くか（例: folder = "C:/窓口/控え"）、この項目を消してください。

### 「guide」がファイルを書けないとき、書いたとき

paper-exists = ファイル { $path } はすでにあります。上書きを防ぐため、何も作りませんでした。別の名前にしてください。
paper-unwritable = { $path } に書き込めません（{ $detail }）。別の場所を指定してください。
paper-written = { $path } に書きました。ブラウザーで開いて、A4の紙に印刷してください。
