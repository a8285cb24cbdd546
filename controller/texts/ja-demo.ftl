# デモの文。1行に1文。

### デモの途中

demo-live = デモ（試験用）: クリニックの午前を { $speed } 倍の速さで動かしています
# デモをブラウザーで見て触れる場所
demo-console = このPCのブラウザーで { $address } を開くと、デモを見て操作できます。
# デモでライセンスを追加したとき
demo-installed = ライセンス { $license } を追加しました。新しく使えるリーダー: { $units }

### デモが終わったとき: その結果

demo-title = ■ デモの結果（試験用）: 患者 { $patients } 人、乱数の種 { $seed }
# Ctrl-Cで止めたとき
demo-interrupted = 途中で止めました。ここまでの結果です。
demo-outcome = ・{ $kind }: { $count } 人
# デモのどのリーダーにもない条件を待つ受付があるとき
demo-waiting = ・番号 { $number } は待っています。{ $why }
demo-unit = ・リーダー { $serial }（ポート { $port }）: { $admission }、受付 { $sessions } 件
demo-peak = 同時に使えたリーダー: 最大 { $units } 台
demo-wait = 待ち時間（1列に並ぶ）: 平均 { $mean } 秒、半数は { $p50 } 秒以内、95% は { $p95 } 秒以内、最長 { $max } 秒
demo-separate = 待ち時間（リーダーごとに並ぶと）: 平均 { $mean } 秒、半数は { $p50 } 秒以内、95% は { $p95 } 秒以内、最長 { $max } 秒
demo-dispatch = 受付からリーダーの呼び出しまで（実時間）: 半数は { $p50 } ミリ秒以内、99% は { $p99 } ミリ秒以内
demo-lost = なくなった受付・結果: { $lost } 件、二重に数えた結果: { $twice } 件

### デモを続けられないとき、失敗したとき

demo-not-sound = デモの結果に、なくなったもの、または二重に数えたものがあります。サポートに連絡してください。
demo-no-call = 受付番号 { $number } の呼び出しがリーダーに届きませんでした。もう一度デモを実行してください。

### --receptions のファイルを使えないとき

demo-file-unreadable = ファイル { $file } を読めません（{ $reason }）。名前と場所を確認してください。
demo-file-too-large = ファイル { $file } は大きすぎます。1日分（1 MiB まで）にしてください。
demo-too-many-patients = 患者が多すぎます。{ $limit } 人までにしてください。
demo-line-no-time = { $line } 行目: 時刻がありません。デモはその時刻に受付をします。「8:30」のように書いてください。


### デモが終わったとき: 受付の終わり方

demo-outcome-verified-face = 顔で確認
demo-outcome-verified-pin = 暗証番号で確認
demo-outcome-verified-pin-guardian = 保護者の暗証番号で確認
demo-outcome-face-not-matched = 顔が一致せず
demo-outcome-pin-wrong = 暗証番号の誤り
demo-outcome-pin-locked = 暗証番号のロック
demo-outcome-card-expired = カードの期限切れ
demo-outcome-card-unreadable = カードを読めず
demo-outcome-not-my-number-card = マイナンバーカードではない
demo-outcome-given-up = 途中でやめた
demo-outcome-timed-out = 時間切れ
demo-outcome-unit-failed = リーダーの不具合
demo-outcome-cancelled = 取り消し（来なかった）
demo-outcome-by-other-means = 他の方法で完了
demo-outcome-ended = 診療終了
demo-outcome-open = 終わっていない
demo-outcome-lost = なくなった
