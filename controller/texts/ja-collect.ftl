# 複数の医療機関のPCにまとめて尋ねるときの文。

### サポートの人が、複数の医療機関のPCにリーダーの状況を尋ねるとき

# 表の見出し
collected-col-clinic = 医療機関
collected-col-address = アドレス
collected-col-answered = 返事
collected-col-counter = 窓口
collected-col-serial = 製造番号
collected-col-state = 状態
collected-col-link = 接続
collected-col-port = ポート
collected-col-speed = 速度
collected-col-versions = 版（リーダー / PC）
collected-col-software = リーダーの版
collected-col-license = ライセンス期限
collected-col-controller = PCの版
collected-col-alarms = 注意
collected-col-alarm-texts = 注意が必要なこと
collected-col-why = 説明
# 表の中
collected-no-answer = 返事なし
collected-no-readers = リーダーなし
collected-test = { $name } [テスト]
# 表の下
collected-alarm = { $name }: { $alarm }
collected-count = { $all }台のうち{ $answered }台から返事がありました。
# はじめて鍵を見たPC
collected-first = { $name }にはじめて尋ねたので、鍵を覚えました。証明書のフィンガープリントは { $fingerprint } です。そのPCの「madoguchi console」でも確かめられます。
collected-meanwhile = { $name }にはじめて尋ねている間に、別の「madoguchi support collect」がほかの鍵を覚えました。覚えた鍵は変えません。ここで返事をしたもののフィンガープリントは { $fingerprint } です。そのPCの「madoguchi console」と見比べてください。

### PCから返事がない理由

collect-why-no-name = { $host } という名前のアドレスが見つかりません。一覧の書き方を確かめてください。
collect-why-closed = { $address } では何も動いていません。そのPCでmadoguchiが動いているか、ポートが設定の [console] の lan と同じかを確かめてください。
collect-why-unreachable = PCにつながりません: { $detail }。途中のネットワーク（VPNなど）を確かめてください。
collect-why-late = { $seconds }秒待っても返事がありません。PCの電源と、途中のファイアウォールがこのPCを通すかを確かめてください。
collect-why-no-tls = { $address } で動いているものはTLS 1.3で話しません。設定の [console] の lan のポートを書いてください。
collect-why-other-key = 覚えている鍵と違うので、何も送っていません。別のPCか、鍵が作り直されたかです。{ $fingerprint } を、そのPCの「madoguchi console」と見比べてください。同じなら、--forget { $name } を付けて一度尋ねてください。
collect-why-login = 名前とパスワードが受け付けられません。その人が登録されているか（役割はサポート、二段階確認なし）、ログインのファイルが正しいかを確かめてください。
collect-why-said = そのPCのmadoguchiの返事: { $said }
collect-why-unknown = { $address } で動いているものはmadoguchiではないか、このmadoguchiでは分からない版です。版を見比べてください。
collect-why-lost = 返事の前に接続が切れました。もう一度お試しください。

### 尋ねるPCの一覧や、そのためのファイルが使えないとき

collect-silent = { $all }台のうち{ $count }台から返事がありませんでした。理由はそれぞれの行にあります。
collect-list-unreadable = { $path } を読めません: { $detail }。ファイルがあるか、読む権限があるかを確かめてください。
collect-list-large = { $path } は、PCの一覧としては大きすぎます（1,000台、64 KiBまで）。分けてください。
collect-list-other = { $path } は{ $what }で、PCの一覧ではありません。1行に1台「名前 アドレス ログインのファイル」と書いたテキストファイルを指定してください。
collect-list-empty = { $path } にはPCが書かれていません。1行に1台「名前 アドレス ログインのファイル」と書いてください。
collect-list-wrong = { $path } はこのままでは使えないので、どのPCにも尋ねていません。次の行を直してください。
collect-line-parts = { $line }行目は、3つに分かれていないか、名前が64文字より長くなっています。「名前 アドレス ログインのファイル」を空白で区切って書いてください。
collect-line-address = { $line }行目の「{ $address }」はアドレスではありません。PCの名前かIPアドレスを書き、ポートが7481でなければ「:」とポートを続けてください。
collect-line-twice = { $line }行目の名前かアドレスは「{ $name }」と同じです。どちらかを消すか、別の名前にしてください。
collect-writable = パスワードの送り先が書かれた { $path } をほかの人も変えられるので、使いません。中身を確かめて、持ち主だけが変えられるようにしてください: { $commands }
collect-login-open = ログインのファイル { $path } をほかの人も読めるので、使いません。持ち主だけが読めるようにしてください: { $commands }
collect-login-unreadable = ログインのファイル { $path } を読めません: { $detail }。ファイルがあるか、読む権限があるかを確かめてください。
collect-login-wrong = ログインのファイル { $path } が、UTF-8の2行ではありません。1行目に名前、2行目にパスワードを書いてください。
collect-known-unreadable = 覚えた鍵のファイル { $path } を読めません: { $detail }。どのようなファイルか、読む権限があるかを確かめてください。
collect-known-wrong = { $path } の{ $line }行目は、覚えた鍵ではありません。元のファイルに戻すか、消してフィンガープリントを確かめ直してください。
collect-known-unkept = 返事は表示のとおりです。はじめて見た鍵は覚えられませんでした。
collect-known-unwritable = 覚えた鍵を { $path } に書けません: { $detail }。一覧を、空きがあって書き込めるフォルダーに置いてください。
collect-forget-unknown = 一覧に「{ $name }」というPCがないので、どのPCにも尋ねていません。一覧にある名前を指定してください。
