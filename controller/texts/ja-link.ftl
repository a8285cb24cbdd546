# 設定ファイルの[link]の誤り。

### 設定ファイルの[link]に間違いがあるとき

config-list = { $field }: { $value } は一覧ではありません。角かっこの中に、コンマで区切って書いてください。
config-too-many = { $field }: 数が多すぎます。{ $most } 個までにしてください。
config-entry = { $field }: { $value } は使えません。次のように書いてください。例: { $example }
config-line = { $field }: { $value } は使えません。1文字から { $most } 文字までの1行で書いてください。
config-usb-id = { $field }: { $value } はUSBのIDではありません。4桁の16進数を2つ、コロンでつないで書いてください。例: "05e3:0610"
config-ours-and-foreign = { $field }: { $id } はlink.foreign_readersにもあります。どちらか一方から消してください。
