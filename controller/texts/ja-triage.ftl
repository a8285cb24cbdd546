# 切り分け（日本語）: 原因の名前とすること、見たこと、次に試すこと。

### 切り分けの結果を示すとき: 結論

triage-verdict-reader-fault = カードリーダー本体の故障と考えられます。
triage-verdict-other-part = カードリーダー本体の故障ではないと考えられます。
triage-verdict-not-yet-known = まだ分かりません。

### 切り分けで、どこの問題かを示すとき

triage-part-reader = カードリーダー本体
triage-part-power = 電源
triage-part-cable-or-port = ケーブルまたはUSBポート
triage-part-pc = PC
triage-part-network = ネットワーク
triage-part-line = オンライン資格確認の回線
triage-part-license = ライセンス
triage-part-registration = リーダーの登録
triage-part-clock = 時計
triage-part-program = リーダーの中のプログラム
triage-part-card = カード
triage-part-place = 置き場所
triage-part-staff = 職員による休止
triage-part-nothing = 問題なし

### 切り分けで、原因を示すとき

triage-fault-reader-board = リーダーが起動しません。
triage-fault-reader-socket = リーダー側のUSB端子の故障です。
triage-fault-reader-camera = リーダーのカメラの故障です。
triage-fault-reader-card-unit = リーダーのカード読取部の故障です。
triage-fault-power-adapter = リーダーに電気が来ていません。
triage-fault-cable-out = USBケーブルが抜けています。
triage-fault-cable-broken = USBケーブルの不良です。
triage-fault-port-dead = PCのUSBポートの不良です。
triage-fault-hub = USBハブを通してつながっています。
triage-fault-fifth-reader = このPCの5台目のリーダーです。
triage-fault-pc-driver = PCがリーダーの通信機能を使えていません。
triage-fault-pc-asleep = PCがスリープしたままか、復帰の途中です。
triage-fault-foreign-reader = 他社のカードリーダーが同じPCにつながっています。
triage-fault-packet-filter = PCのファイアウォールがリーダーとの通信を止めています。
triage-fault-address-overlap = リーダーのネットワークが、院内のネットワークと重なっています。
triage-fault-eligibility-line = オンライン資格確認への問い合わせに返事がありません。
triage-fault-license-missing = 利用枠（ライセンス）が足りません。
triage-fault-unknown-key = リーダーの鍵が、このPCに登録されたものと違います。
triage-fault-certificate-ended = リーダーの証明書の期限が切れています。
triage-fault-not-in-fleet = このリーダーは、このPCに登録されていません。
triage-fault-serial-copy = 同じ製造番号の機器が2つつながっています。
triage-fault-pc-clock = PCの時計が合っていません。
triage-fault-reader-clock = リーダーの時計が合っていません。
triage-fault-agent-crash = リーダーの中の通信プログラムが止まっています。
triage-fault-engine-crash = リーダーの中の認証プログラムが異常終了しました。
triage-fault-engine-hang = リーダーの中の認証プログラムが応答しません。
triage-fault-card = 患者さんのカードの問題です。
triage-fault-lighting = リーダーに光が差し込んでいます。
triage-fault-paused = 職員がこのリーダーを休止か整備中にしています。
triage-fault-nothing = このリーダーに問題は見つかりません。

### 切り分けで原因が分かったとき: すること

triage-todo-reader-board = 製造番号を控えて、サポート窓口に修理（交換）を依頼してください。それまでは他のリーダーで受け付けられます。
triage-todo-reader-socket = 製造番号を控えて、サポート窓口に修理（交換）を依頼してください。
triage-todo-reader-camera = 製造番号を控えて、サポート窓口に修理（交換）を依頼してください。それまでは暗証番号で確認できます。
triage-todo-reader-card-unit = 製造番号を控えて、サポート窓口に修理（交換）を依頼してください。
triage-todo-power-adapter = ACアダプターのプラグを両端とも奥まで差し、別のコンセントも試してください。それでも点かなければ、ACアダプターの交換をサポート窓口に相談してください。
triage-todo-cable-out = USBケーブルを、リーダー側とPC側の両方で奥まで差してください。
triage-todo-cable-broken = USBケーブルを新しいものに替えてください。リーダーを送る必要はありません。
triage-todo-port-dead = PC本体の別のUSBポートにつないでください。ポートの修理はPCの購入先に相談してください。
triage-todo-hub = リーダーを、PC本体のUSBポートに直接つないでください。
triage-todo-fifth-reader = 1台のPCで使えるのは4台までです。1台を外すか、別のPCにつないでください。
triage-todo-pc-driver = リーダーの電源を切り、PCを終了し、リーダー、PCの順に入れ直してください。直らなければ「madoguchi doctor」の結果をPCの管理者に伝えてください。
triage-todo-pc-asleep = PCを再起動し、診療時間中はスリープしない設定にしてください。
triage-todo-foreign-reader = 他社のカードリーダーをPCから外してください。
triage-todo-packet-filter = 「madoguchi doctor」が示す規則を、PCの管理者に加えてもらってください。
triage-todo-address-overlap = 「madoguchi doctor」が示すアドレスに、リーダーのネットワークを替えてください。
triage-todo-eligibility-line = 回線の装置と、オンライン資格確認端末のお知らせを確かめ、コールセンターに問い合わせてください。
triage-todo-license-missing = 「madoguchi license list」で利用枠を確かめ、足りなければ販売元に追加を依頼してください。
triage-todo-unknown-key = このリーダーをペアリングし直してください（madoguchi unit pair）。
triage-todo-certificate-ended = このリーダーをペアリングし直してください（madoguchi unit pair）。
triage-todo-not-in-fleet = このリーダーをペアリングしてください（madoguchi unit pair）。
triage-todo-serial-copy = 同じ製造番号の機器のうち、覚えのない方を外し、サポート窓口に知らせてください。
triage-todo-pc-clock = PCの時計を合わせてください。
triage-todo-reader-clock = リーダーの電源を入れ直し、それでも時刻が違えばサポート窓口に知らせてください。
triage-todo-agent-crash = リーダーの電源を入れ直してください。くり返すときは、サポート窓口に知らせてください。
triage-todo-engine-crash = リーダーの電源を入れ直してください。くり返すときは、画面のコードをサポート窓口に知らせてください。
triage-todo-engine-hang = リーダーの電源を入れ直してください。くり返すときは、画面のコードをサポート窓口に知らせてください。
triage-todo-card = カードの汚れやキズを確かめ、読み取れなければ他の方法で受け付けてください。カードのことは市区町村の窓口で相談できます。
triage-todo-lighting = 照明や日光が差し込まない向きや場所に、リーダーを動かしてください。
triage-todo-paused = 使うときは、休止なら「madoguchi unit resume { $serial }」で、整備中なら「madoguchi unit maintenance { $serial } --end」で戻してください。
triage-todo-nothing = 様子を見てください。また起きたら、そのときにもう一度切り分けてください。

### 切り分けで、見たことや答えを示すとき

triage-reading-usb-shown = PCのUSBに見えている
triage-reading-usb-not-shown = PCのUSBに見えない
triage-reading-path-direct = USBハブは間にない
triage-reading-path-hub = USBハブが間にある
triage-reading-speed-high = USBの速さは十分
triage-reading-speed-slow = USBがUSB 2.0より遅い
triage-reading-interface-up = リーダーとのネットワークが動いている
triage-reading-interface-down = リーダーとのネットワークが止まっている
triage-reading-interface-missing = リーダーとのネットワークがない
triage-reading-address-there = リーダーの側のアドレスがある
triage-reading-address-missing = リーダーの側のアドレスがない
triage-reading-overlap-none = 他のネットワークと重なっていない
triage-reading-overlap-there = 他のネットワークと重なっている
triage-reading-door-answers = リーダー用の受け口が開いている
triage-reading-door-held = リーダー用の受け口がふさがれている
triage-reading-contact-made = リーダーがつながっている
triage-reading-contact-none = リーダーがつながってこない
triage-reading-refused-unknown-key = 鍵が違うため、つながりを断った
triage-reading-refused-ended = 証明書の期限切れで、つながりを断った
triage-reading-refused-clock = 時刻が違うため、つながりを断った
triage-reading-heartbeat-heard = リーダーから合図がある
triage-reading-heartbeat-missing = リーダーから合図がない
triage-reading-seated = 利用枠がある
triage-reading-no-seat = 利用枠がない
triage-reading-not-in-fleet = このPCに登録されていない
triage-reading-serial-twice = 同じ製造番号の機器が2つある
triage-reading-fleet-full = すでに4台が使われている
triage-reading-self-test-passed = リーダーの自己診断に異常がない
triage-reading-code-camera = リーダーがカメラの異常を知らせている
triage-reading-code-card-unit = リーダーがカード読取部の異常を知らせている
triage-reading-code-engine-crash = 認証プログラムが異常終了した
triage-reading-code-engine-hang = 認証プログラムが応答しない
triage-reading-code-engine-other = 認証プログラムがほかの異常を知らせている
triage-reading-code-other = リーダーがほかのコードを知らせている
triage-reading-sessions-fine = 最近の確認は終わっている
triage-reading-sessions-faces-fail = 最近の確認は、顔が一致しない
triage-reading-sessions-cards-fail = 最近の確認は、カードを読めない
triage-reading-sessions-time-out = 最近の確認は、時間切れになる
triage-reading-ended-unplugged = 最後はUSBから見えなくなって切れた
triage-reading-ended-lost = 最後は突然切れた
triage-reading-ended-closed = 最後は正しく切れた
triage-reading-drops-none = 最近は切れていない
triage-reading-drops-many = 最近、何度も切れている
triage-reading-paused-not = 休止していない
triage-reading-paused-by-staff = 職員が休止か整備中にしている
triage-reading-foreign-none = 他社のリーダーはない
triage-reading-foreign-there = 他社のリーダーがある
triage-reading-others-serve = 他のリーダーは使えている
triage-reading-others-differ = 他のリーダーには別の事情がある
triage-reading-others-same = 他のリーダーも同じ状態
triage-reading-history-clean = 以前の記録に異常がない
triage-reading-history-drops = 以前にも切れた記録がある
triage-reading-history-codes = 以前にもコードの記録がある
triage-reading-pc-clock-right = PCの時計は合っている
triage-reading-pc-clock-wrong = PCの時計が合っていない
triage-reading-reader-clock-right = リーダーの時計は合っている
triage-reading-reader-clock-wrong = リーダーの時計が合っていない
triage-reading-sleep-not = PCはスリープしていなかった
triage-reading-sleep-there = PCがスリープしていた、または電源が切れていた
triage-reading-change-nothing = 変えたことはない
triage-reading-change-moved = リーダーやケーブルを動かした
triage-reading-change-network = ルーターや、ネットワーク、セキュリティソフトを変えた
triage-reading-change-system = PCやWindowsを変えた、または更新した
triage-reading-change-license = ライセンスを変えた
triage-reading-screen-normal = リーダーの画面はいつもどおり
triage-reading-screen-dark = リーダーの画面が真っ暗
triage-reading-screen-connecting = リーダーの画面が接続待ち
triage-reading-screen-hub = リーダーの画面に、USBハブのことが出ている
triage-reading-screen-fifth = リーダーの画面に、すでに4台が使われていると出ている
triage-reading-screen-no-seat = リーダーの画面に、利用枠（ライセンス）のことが出ている
triage-reading-screen-not-registered = リーダーの画面に、登録されていないと出ている
triage-reading-screen-card = リーダーの画面に、カードのコード（001、002、006）が出ている
triage-reading-screen-code = リーダーの画面に、ほかのコードが出ている
triage-reading-push-plugs-works = USBケーブルを差し直すと動いた
triage-reading-push-plugs-same = USBケーブルを差し直しても同じ
triage-reading-swap-cable-works = 他のリーダーのケーブルでは動いた
triage-reading-swap-cable-same = 他のリーダーのケーブルでも同じ
triage-reading-other-port-works = 別のUSBポートでは動いた
triage-reading-other-port-same = 別のUSBポートでも同じ
triage-reading-check-power-works = 電源のプラグやコンセントを直すと動いた
triage-reading-check-power-same = 電源のプラグやコンセントを確かめても同じ
triage-reading-swap-adapter-works = 他のリーダーのACアダプターでは動いた
triage-reading-swap-adapter-same = 他のリーダーのACアダプターでも同じ
triage-reading-swap-reader-works = 同じ場所で他のリーダーは動いた
triage-reading-swap-reader-same = 同じ場所では他のリーダーも動かない
triage-reading-restart-works = 入れ直すと動いた
triage-reading-restart-same = 入れ直しても同じ
triage-reading-other-card-works = 別のカードは読めた
triage-reading-other-card-same = 別のカードでも同じ
triage-reading-light-none = 光は差し込んでいない
triage-reading-light-there = 光が差し込んでいる

### 切り分けで、次に試すことや見ることを頼むとき

triage-step-look-at-screen = リーダーの画面には何が出ていますか。
triage-step-look-for-hub = USBケーブルをPCまでたどってください。間にUSBハブ（分岐の箱）がありますか。
triage-step-look-at-pc-clock = PCの時計は合っていますか。
triage-step-look-at-reader-clock = リーダーの画面の時刻は合っていますか。
triage-step-look-for-light = リーダーの中に、照明や日光が差し込んでいますか。
triage-step-look-for-foreign = このPCに、他社のカードリーダーがつながっていますか。
triage-step-ask-what-changed = 調子が悪くなる前に、何か変えましたか。
triage-step-ask-for-sleep = 調子が悪くなったとき、PCはスリープしていたか、電源が切れていましたか。
triage-step-other-card = 別の人のカードを、このリーダーで試してください。
triage-step-push-plugs = USBケーブルを、リーダー側とPC側の両方で、抜いて奥まで差し直してください。
triage-step-check-power = ACアダプターのプラグを両端とも奥まで差し、別のコンセントも試してください。
triage-step-other-port = PC本体の別のUSBポートにつないでください。
triage-step-swap-cable = 動いている他のリーダーのUSBケーブルで、このリーダーをつないでください。
triage-step-swap-adapter = 動いている他のリーダーのACアダプターを、このリーダーで使ってください。
triage-step-swap-reader = 動いている他のリーダーを、この場所に置き、このケーブル、ポート、ACアダプターで使ってください。
triage-step-other-port-at = PC本体の別のUSBポート { $port } につないでください（PCからは、何もつながっていないように見えます）。
triage-step-swap-cable-with = 動いている「{ $counter }」（{ $unit }）のUSBケーブルで、このリーダーをつないでください。そこに患者さんがいないときに行ってください。
triage-step-swap-adapter-with = 動いている「{ $counter }」（{ $unit }）のACアダプターを、このリーダーで使ってください。そこに患者さんがいないときに行ってください。
triage-step-swap-reader-with = 動いている「{ $counter }」（{ $unit }）のリーダーを、患者さんがいないときにこの場所に置き、このケーブル、ポート、ACアダプターで使ってください。
triage-step-restart = リーダーの電源を切り、PCを終了し、リーダー、PCの順に電源を入れてください。

### 切り分けのページとコマンドの見出し

triage-head = { $unit } の切り分け
triage-label-for = そう考える理由
triage-label-against = 合わないこと
triage-label-todo = すること
triage-label-changed = 7日以内に変わったこと（気付いた時刻）
triage-label-replace = 交換するとき
triage-label-suspects = 考えられる原因
triage-suspect = { $part }: { $fault }（{ $percent }%）
triage-label-next = 次にすること
triage-no-next = これ以上、窓口で試せることはありません。サポート窓口に知らせてください。
triage-ask-number = 番号（0: 分からない、できない。空: 終わる）:

### 交換したリーダーに、交換の理由を示すとき

triage-ground-fault = 切り分けで本体の故障と出た: { $fault }
triage-ground-override = 切り分けによらない交換。理由: { $reason }

### 最近変わったこと

triage-changed-controller = { $at } PCのMadoguchiの版が { $from } から { $to } になった
triage-changed-system = { $at } PCのシステムが { $from } から { $to } になった
triage-changed-restarted = { $at } PCが起動し直した
triage-changed-network = { $at } PCのネットワークのアドレスが変わった
triage-changed-reader = { $at } リーダーのソフトウェアの版が { $from } から { $to } になった
triage-changed-moved = { $at } リーダーが別のポートに挿された
triage-changed-license = { $at } ライセンスが入った、または返された
