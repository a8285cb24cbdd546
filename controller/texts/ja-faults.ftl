# エラーのコードの説明: 「madoguchi explain」と、画面の /faults。コードごとの文は proto/faults/faults.toml にある。

### エラーのコード1つの説明

fault-title = { $code } { $title }
# リーダー自身の画面に出るコードで尋ねたとき
fault-of-screen = 「{ $screen }」は、リーダー自身の画面に出るコードです。
fault-head-text = 何が起きているか
fault-head-matter = どこの問題か
fault-head-todo = いますること
fault-head-tell = サポートに伝えること
fault-head-send-in = リーダーの返送
fault-head-screen = リーダーの画面のコード
fault-head-names = プログラムでの名前
fault-send-in-yes = 上のことをしても直らず、サポートが本体の故障と判断したときは、送って交換できます。
fault-send-in-no = 送らないでください。本体の故障ではないので、送っても直らずに戻ってきます。

### どこの問題か

fault-matter-reader = リーダーの本体
fault-matter-port = ケーブルかUSBポート
fault-matter-power = ACアダプターかコンセント
fault-matter-place = リーダーの置き場所
fault-matter-pc = PC（購入先にお問い合わせください）
fault-matter-network = 院内のネットワーク
fault-matter-line = 専用回線（設置した会社にお問い合わせください）
fault-matter-license = ライセンス
fault-matter-card = 患者さんのカード
fault-matter-choice = 患者さんの操作
fault-matter-vendor = メーカーか購入元
fault-matter-desk = 操作や入力の内容（故障ではありません）

### サポートに伝えること

fault-tell-code = コード（{ $code }）と、表示された文
fault-tell-screen = リーダーの画面のコードと文
fault-tell-serial = リーダーの製造番号（本体のシール）
fault-tell-port = USBポートの場所と、ケーブルの長さ
fault-tell-others = 同じPCのほかのリーダーの様子
fault-tell-when = いつからか、その前に何を変えたか
fault-tell-versions = madoguchiとリーダーの版
fault-tell-doctor = 「madoguchi doctor」の結果
fault-tell-log = その時刻の記録（ログ）
fault-tell-config = 設定ファイルの内容
fault-tell-license = ライセンスの番号と、このPCの短い番号
fault-tell-command = 入力したコマンド

### エラーのコードの一覧

faults-title = エラーのコードの一覧
faults-about = 表示されたコードを選ぶと、何が起きているか、どこの問題か、いますること、サポートに伝えることが出ます。
faults-explain = 1つの説明は「madoguchi explain コード」で表示します。
faults-area-0 = このPCのmadoguchi
faults-area-1 = リーダー
faults-area-2 = ケーブルとUSBポート
faults-area-3 = ネットワークと専用回線
faults-area-4 = リーダーの登録
faults-area-5 = ライセンス
faults-area-6 = カードと患者さん
faults-area-7 = 受付
faults-area-8 = 入力と設定
faults-area-9 = 購入元のプログラム

### 知らないコードや名前を尋ねたとき

no-such-fault = 「{ $typed }」というコードや名前はありません。「MDG-0204」のようなコードか、その数字、プログラムでの名前（behind-hub など）、リーダーの画面の3桁のコードで尋ねてください。一覧は「madoguchi explain」と、画面の /faults にあります。
