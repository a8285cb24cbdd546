# ライセンスの一生（日本語）: 申請、受け取り、返却、時計、PCの部品。

### リーダーの製造時の鍵を確かめられないとき（リーダーの画面）

factory-key-unproved = リーダーの製造時の鍵を確かめられないため、つなげません。リーダーの電源を入れ直してください。くり返すときは、購入元に連絡してください。

### ライセンスの状態（一覧と説明）

standing-in-grace = 期間が終わりました。枠は { $until } まで使えます。それまでに購入元へ更新を依頼し、届いたファイルを「madoguchi license install」で入れてください。
standing-bridging = 動かなくなったPCのライセンスです。このPCでは { $until } まで使えます。それまでに「madoguchi license request --reissue」のファイルを購入元に渡し、再発行を依頼してください。
standing-suspended = PCの時計が戻されたため、期間のあるライセンスは止まっています。時計を直してmadoguchiを起動し直すか、「madoguchi time ask-reset」の番号を購入元に伝えて、届いたファイルを入れてください。
standing-revoked = 購入元が取り消しました（取り消しリスト 第 { $number } 号）。理由は購入元に確かめてください。
standing-returned = 購入元に返却しました。もう一度使うときは、新しいライセンスを購入元に依頼してください。

### ライセンスのお知らせ（「license list」と「status」）

notice-license-ends-soon = ライセンス { $license } の期間は { $at } の終わりまでです。続けて使うときは、購入元に更新を依頼してください。
notice-license-ends-very-soon = ライセンス { $license } の期間は、もうすぐ終わります（{ $at } の終わりまで）。すぐに購入元へ更新を依頼し、届いたファイルを「madoguchi license install」で入れてください。
notice-license-in-grace = ライセンス { $license } の期間が終わりました。枠は { $until } まで使えます。すぐに購入元へ更新を依頼し、届いたファイルを「madoguchi license install」で入れてください。
notice-license-bridging = 動かなくなったPCのライセンス { $license } を、{ $until } まで使っています。それまでに「madoguchi license request --reissue」のファイルを購入元に渡し、届いたファイルを「madoguchi license install」で入れてください。
notice-license-suspended = PCの時計が戻されたため、期間のあるライセンス { $license } は止まっています。
notice-license-revoked = ライセンス { $license } は、購入元が取り消しました（取り消しリスト 第 { $number } 号）。理由は購入元に確かめてください。
notice-license-clock-set-back = PCの時計（起動時 { $clock }）が、確かな時刻（{ $mark }）より前に戻っています。PCの時計を直してから、madoguchiを起動し直してください。時計が正しいときは「madoguchi time ask-reset」の番号を購入元のサポートに伝え、届いたファイルを「madoguchi license install」で入れてください。期間のないライセンスは、そのまま使えます。
notice-license-same-sequence = ライセンス { $license } の通し番号は、同じ発行者の { $first } と同じです。このプログラムの前の版が両方を受け入れたもので、このお知らせのために止めたものはありません。同じ通し番号は2度使われないはずなので、両方の番号を購入元に伝え、誤っている方の作り直しを依頼してください。
notice-license-other-machine = このPCは、初めに使ったときと { $parts } が違います。バックアップを別のPCに戻したときや、部品を交換したときは、このままで使えます。心当たりがないときは、購入元に知らせてください。
# 前のお知らせの中: PCの違う部分
machine-part-machine-id = OSの番号
# 前のお知らせの中: PCの違う部分
machine-part-board = 基板
# 前のお知らせの中: PCの違う部分
machine-part-disk = 起動ディスク

### 購入元の書類を入れたとき

license-seats-changed = 使えるリーダーの数: { $before } 台 → { $after } 台
license-now = ライセンス { $license }: { $standing }
license-list-taken = 取り消しリスト 第 { $number } 号を受け取りました。
license-clock-cleared = 購入元が確かめた時刻を使います。時計のために止まっていたライセンスは、また使えます。
# 購入元に渡す書類を入れようとしたとき
license-for-the-vendor = これは購入元に渡す書類（申請・返却）です。このPCには入れられません。購入元に渡してください。

### 申請を作れないとき

input-seats = 申請できる枠は { $limit } までです。
input-ask = 何を申請するのかが指定されていません。プログラムを確かめてください。
# プロダクトキーを読めないとき
product-key-length = プロダクトキーは、MDGのあとが15文字です（入力は { $found } 文字）。受け取ったキーとくらべて、入力し直してください。
# プロダクトキーを読めないとき
product-key-character = プロダクトキーのMDGのあと { $place } 文字目に、使われない文字があります。受け取ったキーとくらべて、入力し直してください。
# プロダクトキーを読めないとき
product-key-several = プロダクトキーが { $count } 個あります（終わりの文字: { $keys }）。1つだけを指定してください。
# プロダクトキーを読めないとき
product-key-document = これはライセンスや申請の書類で、プロダクトキーではありません。MDG- で始まる文字を指定してください。
# プロダクトキーを読めないとき
product-key-mail-source = これはメールの中身を変換した文字（{ $what }）です。メールの画面に出ているプロダクトキーをコピーしてください。
# プロダクトキーを読めないとき
product-key-other-file = これは { $what } で、文字ではありません。プロダクトキーの文字そのものを指定してください。
# プロダクトキーを読めないとき
product-key-too-large = プロダクトキーとしては長すぎます。MDG- で始まる文字だけを指定してください。
# プロダクトキーを読めないとき
product-key-mistyped = プロダクトキーに違う文字があるか、2文字が入れ替わっています。受け取ったキーとくらべて、入力し直してください。
request-nothing-lost = 再発行を依頼するライセンスがありません。先に、動かなくなったPCのライセンスのファイルを「madoguchi license install ファイル --old-pc-died」で入れてください。
request-no-such-unit = 製造番号 { $unit } のリーダーは登録されていません。「madoguchi unit list --all」で確かめてください。
request-not-replaced = リーダー { $unit } はまだ交換されていません。先に「madoguchi unit replace { $unit } 新しい製造番号」を実行してください。
request-no-transfer = リーダー { $unit } には、このPCで有効な同梱ライセンスがないため、移すものがありません。「madoguchi license list」で確かめてください。
request-unsigned = 申請を作れません（{ $detail }）。サポートに連絡してください。
# 「time ask-reset」をくり返し、その解除をもう受け取っていたとき
reset-taken = 時計の解除は、すでに済んでいます。操作は必要ありません。
# OSから乱数を得られないとき
no-random-bytes = OSから乱数を得られないため、何もしませんでした。PCを起動し直してください。

### 写真からQRコードを読み取れないとき（画面とHTTPのAPI）

picture-none = これはPNGでもJPEGでもないため、写真として開けません。QRコードの写真か、届いたファイルを選んでください。
picture-damaged = 写真が壊れているか、途中で切れています。撮り直してください。
picture-too-many-pixels = 写真が大きすぎます（{ $width } × { $height }、{ $most }00万画素まで）。小さくして送ってください。
picture-no-code = 写真にQRコードが見つかりません。コードが画面いっぱいに入るように近づけ、ピントが合うのを待って、明るいところで撮り直してください。
picture-too-busy = 写真に写っているものが多すぎるため、途中で調べるのをやめました。QRコードだけが写るように撮り直してください。
picture-late = ほかの写真を読み取っているため、時間内に読み取れませんでした。少し待って、もう一度送ってください。

### 申請や返却の書類を取り出せないとき（画面とHTTPのAPI）

no-such-act = この番号の申請や返却は、このPCにありません。残っているのは新しい64件です。一覧で番号を確かめてください。
act-no-codes = この書類は長いため、QRコードにできません（{ $detail }）。ファイルで渡してください。

### 申請と返却の一覧（「license acts」）

cli-col-act = 番号
cli-col-signed = 作った日時
cli-col-paper = 書類の番号
cli-act-activation = ライセンスの申請
cli-act-transfer = 移行の申請
cli-act-return = 返却
cli-no-acts = 申請も返却も、まだありません。
cli-acts-again = 書類をなくしたときは「madoguchi license acts --write 番号」で、もう一度書き出せます。
# 「license acts --write」に、ない番号を指定したとき
cli-no-such-act = { $number } 番の申請や返却はありません。「madoguchi license acts」で番号を確かめてください。

### 申請や返却を作ったあと

cli-done-act-activation = ライセンスの申請（{ $number } 番）を作りました。
cli-done-act-transfer = 同梱ライセンスの移行の申請（{ $number } 番）を作りました。
cli-done-act-return = ライセンスを返却しました（{ $number } 番）。このPCの鍵は新しくなりました。
# 「license acts --write」または「license return」で、もう一度書き出したとき
cli-done-act-again = { $kind }（{ $number } 番）を、もう一度書き出しました。
cli-next-activation = 次に: これを購入元に渡してください（USBメモリー、メール、またはQRコードの写真）。届いたファイルは「madoguchi license install ファイル」で入れます。
cli-next-transfer = 次に: これを購入元に渡してください。届いたファイルは「madoguchi license install ファイル」で入れます。交換後のリーダーを猶予期間で使えるときは、その期限が「madoguchi status」に出ます。
cli-next-return = 次に: これを購入元に渡してください。渡すまで、別のPCではライセンスを使えません。なくしたときは、「madoguchi license acts --write 番号」で、もう一度書き出せます。

### 書類を書き出すとき（ファイル、QRコード、入力用の文字）

cli-form-file = ファイル: { $path }
cli-form-png = QRコードの画像: { $path }
cli-form-svg = QRコードの画像: { $path }
cli-form-qr = QRコード { $number } / { $parts }（どの順番で読み取ってもかまいません）
cli-form-typed = 入力用の文字（1組ごとに、打ち間違いが分かります）
cli-form-exists = ファイル { $path } はすでにあります。上書きを防ぐため、書いていません。別の名前を指定してください。
cli-form-unwritable = { $path } に書き込めません（{ $detail }）。書類はこのPCに残っています。書ける場所を指定して、「madoguchi license acts --write 番号 --out ファイル」で書き出してください。
cli-form-no-code = QRコードにできません（{ $detail }）。--out でファイルに書いてください。

### 書類を画面で入力するとき

cli-type-here = 届いた文字を入力するか、QRコードから読み取った文字を貼り付けてください。終わったら、新しい行で Ctrl-D（Windowsでは Ctrl-Z と Enter）を押してください。

### 取り消しリストと時計の解除

cli-known-list = 取り消しリスト: 第 { $number } 号（{ $signed } 発行）
cli-done-list-taken = 取り消しリストを受け取りました。
cli-done-list-known = この取り消しリストは、すでに受け取っています。
cli-done-time-reset = 時計の解除を受け取りました。
cli-done-ask-reset = 時計の解除を頼む番号です。購入元のサポートに、次の2つを電話で伝えてください。
cli-ask-reset-installation = このPCの短い番号: { $installation }
cli-ask-reset-nonce = 解除の番号: { $nonce }
cli-next-ask-reset = 次に: 届いたファイルを「madoguchi license install ファイル」で入れてください。この番号で使えるのは1回だけです。

### ライセンスを返却する前の確認

taken-return = 追加ライセンス（{ $licenses }）を返却します。返却すると元には戻せず、その枠はこのPCでは使えなくなります。

return-others = 返却するライセンスが、確認のあとで変わりました。何も返却していません。もう一度確認してください。
return-not-here = 体験版では返却できません。返却は、実際に使っているPCで行ってください。

### 「license show」

cli-show-license = ライセンス
cli-show-kind = 種類
cli-show-seats = 枠
cli-show-bound-to = 対象
cli-show-from = 開始
cli-show-until = 期限
cli-show-issuer = 発行元
cli-show-issued = 発行
cli-show-installed = 受け取り
cli-show-lineage = 元のライセンス
cli-show-supersedes = 置き換えたライセンス
cli-show-units = 使っているリーダー
cli-show-not-installed = まだ入っていません。「madoguchi license install」で入れると: { $why }
cli-show-here = このPCでは: { $why }

### 「license return」で返却できないとき

return-in-use = データフォルダー { $dir } では、madoguchiが動いています。返却は、madoguchiを止めてから実行してください。
return-config = データフォルダー { $dir } は、この設定のものではありません。「madoguchi serve」と同じ設定ファイルを --config で指定してください。
return-not-believed = このPCにあるライセンス { $many } 件を確かめられないため、返却していません。「madoguchi serve」と同じ設定ファイルを --config で指定して、もう一度実行してください。
return-failed = 返却できません（{ $detail }）。もう一度実行してください。くり返すときは、サポートに連絡してください。
