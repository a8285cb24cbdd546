# 月の報告と図（日本語）: 表の見出し、判定と考えられる原因、図の文字。

### 月の報告: 題と見出し

figures-title = { $year }年{ $month }月　カードリーダーの利用報告
# 月が終わっていないとき
figures-title-so-far = { $year }年{ $month }月　カードリーダーの利用報告（{ $day }日まで）
figures-made = 作成: Madoguchi（窓口）
figures-section-attention = 確認してほしいリーダー
figures-section-use = リーダーごとの利用
figures-section-quality = 顔認証とカードの読取り
figures-section-service = 稼働
figures-section-outcomes = 結果の内訳
figures-section-queue = 受付と待ち時間

### 月の報告: 表の見出し

figures-column-counter = 窓口
figures-column-serial = 製造番号
figures-column-sessions = 確認を始めた件数
figures-column-uses = 利用件数
figures-column-subsidy = 月500件
figures-column-face = 顔の一致
figures-column-face-reference = 比べた値
figures-column-card = カードの読取り
figures-column-card-reference = 比べた値
figures-column-in-time = 5秒以内の顔認証
figures-column-median = 時間の中央値
figures-column-p95 = 95 %がこの時間以内
figures-column-drops = 切断
figures-column-faults = 故障の報告
figures-column-restarts = 再起動
figures-column-availability = 稼働率
figures-column-serving = 使えた時間
figures-column-not-serving = 使えなかった時間
figures-column-outcome = 結果
figures-column-all = 合計

### 月の報告のCSV: 列の名前（単位つき）

figures-csv-date = 日付
figures-csv-counter = 窓口
figures-csv-serial = 製造番号
figures-csv-sessions = 確認を始めた件数
figures-csv-uses = 利用件数（本人確認できた件数）
figures-csv-subsidy = 月500件以上
figures-csv-face-tried = 顔認証の判定数
figures-csv-face-matched = 顔の一致数
figures-csv-face-share = 顔の一致率（%）
figures-csv-face-low = 顔の一致率の下限（%、95 %信頼区間）
figures-csv-face-high = 顔の一致率の上限（%、95 %信頼区間）
figures-csv-card-tried = カードの読取り数
figures-csv-card-share = カードの読取率（%）
figures-csv-card-low = カードの読取率の下限（%、95 %信頼区間）
figures-csv-card-high = カードの読取率の上限（%、95 %信頼区間）
figures-csv-in-time = 5秒以内の顔認証（%）
figures-csv-median = 時間の中央値（秒）
figures-csv-p95 = 時間の95パーセンタイル（秒）
figures-csv-drops = 切断
figures-csv-faults = 故障の報告
figures-csv-restarts = 再起動
figures-csv-serving = 使えた時間（時間）
figures-csv-availability = 稼働率（%）
figures-csv-alarm = 判定
figures-csv-hour = 時
figures-csv-served = 確認できた人数
figures-csv-added = 受付人数
figures-csv-by-means = ほかの方法
figures-csv-cancelled = 取消し
figures-csv-ended = 一日の終わりに終了
figures-csv-walk-ups = 呼出しなしの利用
figures-csv-wait-mean = 待ち時間の平均（秒）
figures-csv-wait-p50 = 待ち時間の中央値（秒）
figures-csv-wait-p95 = 待ち時間の95パーセンタイル（秒）
figures-csv-yes = はい
figures-csv-no = いいえ

### 月の報告: 表の中の言葉

figures-subsidy-reached = 達成
figures-subsidy-short = あと{ $left }件
# 割合と、その95 %信頼区間、もとの件数
figures-rate = { $share } %（{ $low }～{ $high } %）　{ $count }件
figures-none = ―
figures-percent = { $share } %
figures-seconds = { $seconds } 秒
figures-minutes = { $minutes } 分
figures-hours = { $hours } 時間
figures-reference-specified = 仕様値 { $share } %
figures-reference-other-readers = 院内のほかのリーダー { $share } %
figures-time-and-why = { $why } { $time }

### 月の報告: 使えなかった理由

figures-why-maintenance = 整備
figures-why-restarting = 再起動
figures-why-link = 未接続
figures-why-fault = 故障
figures-why-no-seat = 利用枠なし
figures-why-paused-by-staff = 職員による休止
figures-why-paused-by-fleet = 自動の休止

### 月の報告: 結果の名前

figures-outcome-face = 顔認証
figures-outcome-pin = 暗証番号
figures-outcome-pin-by-guardian = 保護者の暗証番号
figures-outcome-face-not-matched = 顔が一致しない
figures-outcome-pin-wrong = 暗証番号が違う
figures-outcome-pin-locked = 暗証番号のロック
figures-outcome-card-expired = カードの期限切れ
figures-outcome-card-unreadable = カードを読めない
figures-outcome-not-my-number-card = マイナンバーカードではない
figures-outcome-given-up = 途中でやめた
figures-outcome-timed-out = 時間切れ
figures-outcome-unit-failed = リーダーの不具合
figures-outcome-means = ほかの方法: { $means }
figures-outcome-cancelled = 取消し
figures-outcome-ended = 一日の終わりに終了
figures-outcome-walk-ups = 呼出しなしの利用

### 月の報告: 待ち時間の文

figures-queue-waits = 受付 { $added } 人。確認できた人の待ち時間（呼ばれるまで）は平均 { $mean }、中央値 { $p50 }、95 %の人が { $p95 } 以内でした。
# 受け付けた人のうち、だれも確認できなかった月
figures-queue-nobody-served = 受付 { $added } 人。確認できた人がいないため、待ち時間はありません。
# だれも受け付けなかった月
figures-queue-nobody = この月に受け付けた人はいません。

### 月の報告: 判定

figures-in-line = 範囲を外れたリーダーはありません。
# 終わった日の利用が1件もないとき
figures-not-judged = まだ判定できません。終わった日に使われたリーダーがありません。
figures-alarm-face = { $counter }（{ $serial }）: 顔認証の不一致が { $seen } %（{ $count } 件中 { $failed } 件）で、{ $reference }より多くなっています。偶然とは考えにくい差です（{ $date }までの月内の結果で判定）。
figures-alarm-card = { $counter }（{ $serial }）: 読み取れないカードが { $seen } %（{ $count } 件中 { $failed } 件）で、{ $reference }より多くなっています。偶然とは考えにくい差です（{ $date }までの月内の結果で判定）。
figures-alarm-screen = { $counter }（{ $serial }）: 顔認証や暗証番号に進む前に終わった人が { $seen } %（{ $count } 件中 { $failed } 件）で、{ $reference }より多くなっています。偶然とは考えにくい差です（{ $date }までの月内の結果で判定）。
# すべてのリーダーに共通のとき
figures-all-fail-face = どのリーダーも、顔認証の不一致が仕様値より多くなっています。1台の故障ではなく、院内に共通の原因と考えられます。
figures-all-fail-card = どのリーダーも、読み取れないカードが仕様値より多くなっています。1台の故障ではなく、カードか、院内に共通の原因と考えられます。
figures-against-specified = 仕様値の { $share } %
figures-against-other-readers = 院内のほかのリーダーの { $share } %

### 月の報告: 考えられる原因

figures-hint-light = 光: リーダーの正面や患者さんの顔に、照明や外の光が当たっていないか見てください。
figures-hint-light-at = 光: { $from }時から{ $to }時に多く起きています。その時間に日光や照明が当たらない向きか場所に移してください。
figures-hint-placement = 置き場所: 患者さんの顔がカメラに収まっているか、リーダーの高さと向きを確かめてください（立って使う窓口は高さ100～110 cm、座って使う窓口は70～80 cm）。
figures-hint-glass = ガラス: カメラとカードを置くところのガラスの汚れを、イメージスキャナー用のクリーニングワイプでふいてください。アルコールなどの液体は故障のおそれがあるので、使わないでください。
figures-hint-gloves = 手袋: 厚手の手袋では画面を操作できません。外していただくよう、ご案内ください。
figures-hint-masks = マスク: 柄や形によっては顔と認識されません。一致しないときは、マスクを下げていただくよう、ご案内ください。
figures-hint-worn-cards = カード: 傷んだカードが多いようです。読み取れないときは、市区町村の窓口での再発行をご案内ください。

### 月の報告: 注

figures-note-uses = 利用件数は、マイナンバーカードで本人確認ができた件数です。「月500件」は、補助金で見られるリーダー1台あたりの月間利用件数です。補助金の申請には、公的な集計を使ってください。
figures-note-interval = かっこの中は95 %信頼区間です。仕様値（顔の不一致0.6 %、読取率99.0 %）は試験室での値です。
figures-note-test = 判定は、仕様値と院内のほかのリーダーのうち悪いほうと比べる逐次検定（混合尤度比検定）です。1件ごとの結果が互いに独立であるかぎり、毎日見ても誤報は増えず、1台・1か月あたり多くても1 %です。同じ患者さんが何度も試した結果は独立ではありません。
figures-note-availability = 稼働率は、使えたはずの時間のうち使えた時間です。職員による休止と整備の時間は含みません。PCやMadoguchiが動いていなかった時間は数えません。

### 図

figures-chart-use = 日ごとの利用（リーダー別）
figures-chart-use-unit = 件
figures-chart-waits = 受付した時刻ごとの待ち時間
figures-chart-hour = { $hour }時
figures-chart-mean = 平均
figures-chart-p50 = 中央値
figures-chart-p95 = 95 %の人がこの時間以内
figures-chart-staffing = リーダーの台数と待ち時間（{ $date }の患者さんで計算）
figures-chart-readers = { $count }台
figures-chart-readers-now = { $count }台（いま）
figures-chart-queue-mean = 平均
figures-chart-queue-p95 = 95 %の人がこの時間以内
figures-chart-lines-mean = 窓口ごとに並んだ場合の平均
figures-chart-minutes = 分
figures-chart-seconds = 秒
