# リーダーの台帳とサポートの文: 納品日、保守の期間、サポートの受付時間、連絡票。

### 保守の期間（リーダーごと）

coverage-running = 保守は { $until } までです。
coverage-soon = 保守は { $until } まで、あと { $days } 日です。納品に2～3か月かかるので、新しいリーダーの購入を検討してください。
coverage-close = 保守は { $until } まで、あと { $days } 日です。納品に2～3か月かかるので、いま注文してください。
coverage-over = 保守は { $until } で終わりました。故障しても修理や交換は受けられないので、同じ種類の新しいリーダーを購入してください。
# PCの時計が、ありえない日付のとき
coverage-undated = 保守は { $until } までです。PCの時計の日付が正しくないため、残りの日数は分かりません。

### 対応が必要なこと

alarm-coverage-soon = 保守の終わりまで180日を切ったリーダーがあります: { $units }。5年を過ぎると修理も交換も受けられません。納品に2～3か月かかるので、同じ種類の新しいリーダーの購入を検討してください。
alarm-coverage-close = 保守の終わりまで120日を切ったリーダーがあります: { $units }。納品に2～3か月かかります。いま注文しないと、故障したときに使えなくなるおそれがあります。
alarm-coverage-over = 保守が終わったリーダーがあります: { $units }。動いていても、故障したときの修理や交換はもう受けられません。同じ種類の新しいリーダーを購入してください。

### サポートの受付時間と出荷の目標

hours-open = サポートは、いま受け付けています（平日9:00～17:00）。いま連絡すると、交換品は { $ships } までに出荷される見込みです。
hours-closed = サポートは、いま受付時間外です。次の受付は { $day }の{ $time } からです（平日9:00～17:00）。そのとき連絡すると、交換品は { $ships } までに出荷される見込みです。
# 祝日がまだ発表されていない年
hours-reckoned = { $told } この年の祝日はまだ発表されていないため、法律から計算した日付です。
hours-unknown = サポートの受付は平日の9:00～17:00です（土日、祝日、12月29日～1月3日を除く）。PCの時計の日付が正しくないため、次の受付日は分かりません。

### 曜日

day-monday = { $date }（月）
day-tuesday = { $date }（火）
day-wednesday = { $date }（水）
day-thursday = { $date }（木）
day-friday = { $date }（金）
day-saturday = { $date }（土）
day-sunday = { $date }（日）

### 断る理由

refusal-delivered-ahead = リーダー { $unit } の納品日 { $delivered } は、まだ来ていない日付です。納品書の日付を確かめてください。
input-delivered = 納品日は 2024-05-20 のように、年・月・日で書いてください（2024/5/20、令和6年5月20日でも構いません）。
input-ledger-entries = 台帳に書くリーダーは、1回に1台から { $limit } 台まで、それぞれ1度だけにし、納品日かケーブルを書いてください。

### 連絡票（電話でサポートに伝えること）

sheet-head = サポートへの連絡票
sheet-what = 電話でこの順に伝えてください。4文字ずつ区切って読むと、間違いがありません。
sheet-at = 作成した時刻
sheet-code = コード
# いま、どこも悪くないとき
sheet-no-code = なし（いまは正常です）
sheet-message = 状態
sheet-serial = 製造番号
sheet-counter = 窓口
sheet-edition = 種類
sheet-edition-single = 1:1接続版
sheet-edition-multi = 複数台接続版
sheet-cable = ケーブル
sheet-port = USBポート
sheet-software = リーダーのソフトウェア
# ソフトウェアの版は、接続するまで分からない
sheet-software-unknown = 接続していないため不明
sheet-firmware = 装置のファームウェア
# madoguchiはファームウェアの版を知らない
sheet-firmware-shown = リーダーの画面の表示を読んでください
sheet-controller = madoguchiの版
sheet-delivered = 納品日
# 台帳に納品日がないとき
sheet-not-noted = 記録なし（「madoguchi unit note」で記録できます）
sheet-coverage = 保守
sheet-replaces = 交換前のリーダー
sheet-installation = このPCの番号
sheet-support = 連絡先
# 設定ファイルに連絡先がないとき
sheet-no-support = リーダーに添付のスタートアップガイドを見てください
sheet-hours = 受付時間

### 台帳の表（CSV）

ledger-col-serial = 製造番号
ledger-col-counter = 窓口
ledger-col-edition = 種類
ledger-col-delivered = 納品日
ledger-col-covered-until = 保守終了日
ledger-col-cable = ケーブル
ledger-col-state = 状態
ledger-col-enrolled = 登録日
ledger-col-out = 取り外し日
ledger-col-replaced-by = 交換後のリーダー
ledger-col-replaced-why = 交換の理由
ledger-col-replaces = 交換前のリーダー
ledger-state-enrolled = 使用中
ledger-state-retired = 取り外し済み
ledger-state-replaced = 交換済み

### 台帳の書き出しと取り込み

cli-ledger-none = 登録されたリーダーはありません。
cli-ledger-exported = { $path } に、リーダー { $count } 台の台帳を書き出しました。
cli-ledger-imported = 台帳を更新しました: { $changed } 台。変わらなかったもの: { $kept } 台。
ledger-refused = { $path } は取り込んでいません。下の行を直して、もう一度取り込んでください（直すまで、どの行も変わりません）。
ledger-empty = 中身がありません。「madoguchi unit ledger export」で書き出した表を使ってください。
ledger-other = 表（CSV）ではなく、{ $what }です。Excelの「名前を付けて保存」で「CSV UTF-8」を選んで保存してください。
ledger-no-column = 1行目に「{ $column }」の列がありません。「madoguchi unit ledger export」で書き出した表の1行目を使ってください。
ledger-other-column = 1行目の「{ $column }」は、台帳にない列です。「madoguchi unit ledger export」で書き出した表の1行目を使ってください。
ledger-column-twice = 1行目に「{ $column }」の列が2つあります。
ledger-no-lines = リーダーの行がありません。
ledger-line-columns = { $line } 行目: 列が1行目より多く、{ $count } 個あります。
ledger-line-serial = { $line } 行目: 製造番号「{ $value }」のリーダーは、登録されていません。
ledger-line-twice = { $line } 行目: 製造番号「{ $value }」は、上の行にもあります。
ledger-line-delivered = { $line } 行目: 納品日「{ $value }」が日付ではありません。2024-05-20 のように書いてください。
ledger-line-cable = { $line } 行目: ケーブルのメモは、目に見える文字で32文字以内にしてください。
ledger-more-lines = ほかに { $count } 行あります。
ledger-unwritable = { $path } に台帳を書き出せませんでした: { $detail }
