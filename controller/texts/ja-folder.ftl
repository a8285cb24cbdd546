# Lists of receptions (--receptions, the watched folder) and the watched folder itself, one sentence a line.

### 受付一覧のファイルとして使えないとき: デモの画面、または受付ファイルのフォルダーの報告

receptions-nobody = ファイルに患者の行がありません。2 行目から 1 人 1 行で書いてください。
receptions-no-column = 最初の行に、列の名前「{ $column }」がありません。最初の行は「{ $columns }」か「{ $japanese }」にしてください。
receptions-other-column = 最初の行の「{ $column }」は、使われない列です。最初の行は「{ $columns }」か「{ $japanese }」にしてください。
receptions-column-twice = 最初の行に、列の名前「{ $column }」が2回あります。最初の行は「{ $columns }」か「{ $japanese }」にしてください。
receptions-other = これは { $what } で、CSVではありません。Excelで「CSV UTF-8（コンマ区切り）」を選んで保存してください。
receptions-empty = ファイルに何も書かれていません。最初の行は「{ $columns }」か「{ $japanese }」にして、2 行目から 1 人 1 行で書いてください。

### 受付一覧の行に間違いがあるとき、窓口の決まりで入れられないとき

receptions-line-columns = { $line } 行目: 列が { $count } 個あり、最初の行より多くなっています。コンマの入った値は「"」で囲んでください。
receptions-line-time = { $line } 行目: 時刻「{ $value }」を読めません。「8:30」や「08:30:15」のように書いてください。
receptions-line-number = { $line } 行目: 受付番号「{ $value }」は使えません。文字、数字、ハイフンで 8 文字までにしてください。
receptions-line-number-twice = { $line } 行目: 受付番号「{ $value }」は前の行にもあります。別の番号にしてください。
receptions-line-class = { $line } 行目: 区分「{ $value }」は使えません。通常（normal）、優先（priority）、緊急（urgent）のどれかにするか、空にしてください。
receptions-line-wish = { $line } 行目: 条件「{ $value }」は使えません。座位（seated）、立位（standing）、リーダー:窓口名または製造番号（unit:）、またはタグ（英小文字、数字、「-」「:」）にしてください。
receptions-line-refused = { $line } 行目: { $why }

### 受付ファイルのフォルダーの報告: 各行

folder-line-added = { $line } 行目: 受付番号 { $number } を追加しました。
# 行に時刻があるとき
folder-line-added-at = { $line } 行目: 受付番号 { $number } を追加しました（ファイルの時刻 { $time }）。
# 同じ日に同じ内容のファイルを取り込んであるとき、途中で止まったあとの続きのとき
folder-line-known = { $line } 行目: 同じ内容のファイルから、本日すでに追加してあります。2回は追加していません。
# 緊急の行で、folder.urgent が true でないとき
folder-line-urgent = { $line } 行目: 「緊急」はファイルからは受け付けない設定です（folder.urgent）。この方は受付の画面から追加してください。

### 受付ファイルのフォルダーの報告: ファイル全体

folder-report = { $file } を取り込みました（{ $at }）。追加 { $added } 件、追加済み { $known } 件、追加できなかった行 { $refused } 件
# 何も取り込んでいないとき
folder-report-nothing = { $file } を取り込めませんでした（{ $at }）。だれも列に追加していません。
# 一部の行を追加できなかったとき
folder-report-mend-lines = 追加できなかった行だけを直し、同じ最初の行をつけて新しいファイルで入れるか、受付の画面から追加してください。ほかの行はもう列に入っています。済んだら、このファイルを「bad」から消してください。
# どの行も追加できなかったとき
folder-report-mend = ファイルを直してもう一度フォルダーに入れるか、受付の画面から追加してください。済んだら、このファイルを「bad」から消してください。
# 書いたプログラムが、取り込みのときにまだ開いていた
folder-report-grew = ファイルは、取り込んだあとで書き足されました。下の行と見比べて、足りない方を受付の画面から追加してください。済んだら、このファイルを「bad」から消してください。
folder-no-file = リンクなどで、ファイルそのものではありません。ファイルそのものを入れてください。
folder-other-name = 別の場所に同じファイルの別の名前（ハードリンク）があります。コピーを入れてください。
folder-too-large = ファイルが 1 MB を超えています。小さく分けてください。
folder-too-many = 患者の行が { $most } 行を超えています。小さく分けてください。

### 状況の、受付ファイルのフォルダーの行

watched-nothing-yet = 受付ファイルのフォルダー { $folder }: 起動してから取り込んだファイルはありません
watched-newest = 受付ファイルのフォルダー { $folder }: 最後のファイル { $file }（{ $at }）、追加 { $added } 件、追加済み { $known } 件、追加できなかった行 { $refused } 件
# 「madoguchi status」の行
cli-status-folder = { $watched }

### 受付ファイルのフォルダーで注意が必要なこと

alarm-folder-unreachable = 受付ファイルのフォルダー { $folder } を見られません（{ $why }）。ほかのシステムが書いたファイルは列に入っていません。フォルダー、ネットワーク、フォルダーのあるPCを確かめてください。直れば自動で続けます。それまでは受付の画面から追加してください。
# 中のフォルダーを作れない、書けない、別のものであるとき
alarm-folder-unusable = フォルダー { $folder } を使えません（{ $why }）。ファイルをここへ移せるまで、受付ファイルは取り込みません。madoguchiを動かしているアカウントで書き込めるようにしてください。それまでは受付の画面から追加してください。
# 起動のあとで、リンクなどによりそうなったとき
alarm-folder-overlaps = 受付ファイルのフォルダー { $folder } は、データフォルダー { $data } の中にあるか、それを含んでいます。ファイルは取り込みません。設定の folder.path を別のフォルダーにして、madoguchiを起動し直してください。
alarm-folder-not-claimed = 受付ファイルのフォルダー { $folder } のファイル { $file } を移せないため（{ $why }）、取り込んでいません。この中の患者は列に入っていません。ファイルを開いているプログラムを閉じるか、madoguchiのアカウントで移せるようにしてください。自動でもう一度試します。
alarm-folder-not-read = 受付ファイルのフォルダー { $folder } のファイル { $file }（いまは「taking」の中）を読めないため（{ $why }）、取り込んでいません。この中の患者は列に入っていません。ファイルを開いているプログラムを閉じるか、madoguchiのアカウントで読めるようにしてください。自動でもう一度試します。
# すべて取り込んだあとのとき
alarm-folder-not-moved = 受付ファイルのフォルダー { $folder } のファイル { $file } は取り込みましたが、「taking」から移せません（{ $why }）。患者は列に入っていて、2回は取り込みません。ディスクの空きと権限を確かめてください。自動でもう一度試します。
alarm-folder-bad = 列に入っていない行のあるファイルが { $count } 個、{ $folder } にあります（最新: { $file }）。それぞれの横の報告（… .report.txt）を開いてその方を追加し、ファイルをここから消してください。

### 見られない理由、使えない理由（上の文の中）

folder-no-answer = 応答がありません
folder-is-none = フォルダーではありません

### 受付ファイルのフォルダーのために起動できないとき

start-folder-overlaps = 受付ファイルのフォルダー { $folder }（folder.path）は、データフォルダー { $data } の中にあるか、それを含んでいます。これではmadoguchi自身のファイルを取り込んでしまいます。設定の folder.path を別のフォルダーにしてください。

### 設定のフォルダーが重なっているために起動できないとき

start-folder-in-data = { $field } のフォルダー { $folder } は、データフォルダー { $data } の中にあるか、それを含んでいます。これではデータと一緒に失われるか、データがほかの人にも開かれます。設定の { $field } を別のフォルダー（できれば別のディスク）にして、起動し直してください。
start-folders-overlap = { $field } のフォルダー { $folder } は、受付ファイルのフォルダー { $other }（{ $other-field }）の中にあるか、それを含んでいます。そこではほかのシステムがファイルを書いたり消したりします。設定の { $field } を別のフォルダーにして、起動し直してください。

### 設定の folder に間違いがあるとき

config-folder-path = { $field }: どのフォルダーを見るかが書かれていません。folder.path に書くか（例: path = "C:/受付ファイル"）、この項目を消してください。
config-folder-holds = { $field }: { $value } の中にこの設定ファイルがあります。このフォルダーのファイルは移されるので、専用のフォルダーにしてください。
