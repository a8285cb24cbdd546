# どの入口でリーダーを受け付けるか。

### 設定の入口の誤り（1行に1つ）

config-not-loopback = { $field }: policy = "loopback" は、このPCの中の模擬リーダー用です。そのアドレスでは、ほかのPCからつながってしまいます。このPCだけのアドレスを書いてください（例: "127.0.0.1:7443"）。本物のリーダーを使うときは policy = "usb" にしてください。
config-listen-over-usb = { $field }: policy = "usb" では、リーダーとのUSB接続だけで待ち受け、院内のネットワークでは待ち受けません。この項目を消してください。ポートを変えるときは { $port } に書いてください。
config-port-on-loopback = { $field }: policy = "loopback" では使えません。この項目を消すか、{ $listen } にアドレスとポートを書いてください。
config-port-twice = { $field }: gateway、pairing、desk のうちの別の項目と同じポートです。それぞれ別のポートにしてください。

### 起動できないとき

start-usb-unwatched = USBの差込口を調べられないため、起動できません（{ $detail }）。リーダーがどこにつながっているかを確かめられないと、どのリーダーも受け付けられません。madoguchiを起動する利用者の権限を確かめ、PCを再起動してもう一度試してください。
