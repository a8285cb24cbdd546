# 患者さんにお渡しする番号票と、受付の画面からの印刷（console.slip）。

### 番号票（日本語と英語を上下に）

page-slip-head = 受付番号
page-slip-test = 【試験用】
page-slip-next = 次にお呼びします。
page-slip-before = 前に { $before } 人お待ちです。
page-slip-wait = 目安: あと約 { $minutes } 分
page-slip-watch = 番号が呼ばれるまでお待ちください。
page-slip-called = いますぐ「{ $counter }」へお越しください。

### 受付の画面

page-slip-print = 番号票を印刷
page-slip-title = 印刷する番号票
page-slip-failed = { $number } 番の番号票を印刷できませんでした。この画面を再読み込みして、番号を選んでから印刷してください。
