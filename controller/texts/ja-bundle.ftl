# サポート用ファイルの文。

### サポート用ファイルの概要のページ、作成と確認のコマンド

bundle-title = サポート用の概要
bundle-private = 患者さんの情報と秘密（パスワード、鍵など）は入っていません。受付番号は、このファイルの中だけの仮の名前にしてあります。窓口の名前や、人が書いたメモも入っていません。
bundle-made = 作成日時
bundle-days = 対象の日数
bundle-unit = 対象のリーダー
bundle-software = 版
bundle-installation = このPCの番号
# 操作の記録の番号と、署名した申請の番号
bundle-acts = 最後の操作の番号 / 最後に署名した申請の番号
bundle-waiting = 待っている受付
bundle-alarms = 注意が必要なこと
bundle-clocks-apart = PCの時計と内部の時刻がずれています
bundle-none = ありません
# ファイルに書かれていないこと
bundle-not-known = わかりません
bundle-readers = リーダー
bundle-col-serial = 製造番号
bundle-col-why = 状態
bundle-col-reports = リーダーが示すコード
bundle-col-verdict = 切り分け
bundle-serves = 使えます
bundle-findings = 診断で見つかったこと
bundle-chart-sessions = 日ごとの確認の数（緑は確認できたもの）
bundle-chart-drops = 日ごとの接続が切れた数
# PCに残っている記録より古い日
bundle-chart-unknown = 灰色の日は、記録がすべては残っていません（ほかにもあったかもしれません）。
# 日ごとの数の下の行
bundle-unknown-sessions = 確認の記録がすべては残っていない日: { $count }日（{ $first } から { $last }）
bundle-unknown-drops = 接続の記録がすべては残っていない日: { $count }日（{ $first } から { $last }）
bundle-left-out = 入っていないもの
bundle-cause-not-kept = このPCには保存されていません
bundle-cause-no-room = 大きさの上限のため、入りきらない古い部分（または全体）を省きました
bundle-cause-not-reached = 時間内に調べられませんでした
bundle-cause-reader-away = リーダーがつながっていないため、読めませんでした
bundle-cause-reader-keeps-none = リーダーのプログラムがログを送れません（古い版か、ログを残していません）
bundle-cause-reader-unreadable = リーダーが自分のログを読めませんでした
bundle-cause-reader-late = 時間内に届かなかった、古い部分（または全体）がありません
bundle-cause-reader-lost = 途中で接続が切れたため、古い部分（または全体）がありません
bundle-cause-reader-nonsense = リーダーが正しくない答えを送ったため、古い部分（または全体）がありません
# 作成の途中
bundle-step = { $step }/{ $steps }　{ $entry }
bundle-reader = リーダー { $reader }/{ $readers }　{ $serial }: { $size } KB / { $of } KB
bundle-done = サポート用ファイルを { $path } に作りました（{ $size } KB、{ $days }日分）。
bundle-send = サポートから聞いた方法で送ってください。中は「madoguchi support open」で確かめられます。
# ファイルの確認
bundle-whole = 作られたときのままです。PC { $installation } の鍵で署名されています。
bundle-known = このPCは一覧にあります。{ $name }
bundle-stranger = このPCは一覧にありません。だれかが自分の鍵で作ったものかもしれません。
bundle-not-asked = 変わっていないことと、本物の医療機関のPCのものであることは別です。ライセンスの台帳から作った一覧を --known に指定すると確かめられます。
bundle-unknown-entries = この版が知らないものが入っています（開きません）: { $names }
bundle-no-summary = 概要が入っていないか、読めません。
bundle-written = 中身を { $path } に書き出しました。見えない文字は印に置き換えました。
# 送られてきたページは書き出さない
bundle-page-anew = summary.html は、summary.json からこのPCで作り直しました。
bundle-page-none = summary.html は書き出していません。元になる summary.json がないか、読めません。
bundle-entry = { $name }　{ $bytes } バイト

### サポート用ファイルを作れない、開けない

bundle-runs = サポート用ファイルは、いまほかの人が作っています。終わってからもう一度お試しください。
bundle-failed = サポート用ファイルを作れませんでした。もう一度お試しください。続くときは「madoguchi doctor」の結果をサポートにお知らせください。
bundle-exists = { $path } はすでにあります。ほかの名前を指定するか、置き換えてよければ --force を付けてください。
bundle-unwritable = { $path } に書けません: { $detail }。空きのある、書き込めるフォルダーを指定してください。
bundle-unreadable = { $path } を読めません: { $detail }。ファイルの場所と、読む権限を確かめてください。
bundle-folder-exists = { $path } はすでにあります。書き出し先には、まだないフォルダーを指定してください。
bundle-foreign = { $path } は、サポート用ファイルではありません（圧縮し直したものも開けません）。医療機関が作ったファイルをそのまま受け取ってください。
bundle-too-large = { $path } は、サポート用ファイルの上限（10 MB）より大きいので開きません。医療機関が作ったファイルをそのまま受け取ってください。
bundle-newer = { $path } は、新しい版のmadoguchiで作られています（形式 { $format }）。このPCのmadoguchiを新しくしてから開いてください。
bundle-changed = { $path } は、作られた後に変わったか、途中で切れています。内容は表示しません。もう一度、送り直してもらってください。
bundle-made-up = { $path } は、madoguchiが作ったものではありません。内容は表示しません。送った人に、別の方法（電話など）で確かめてください。
bundle-not-signed = { $path } の署名は、書かれているPCのものではありません。内容は表示しません。送った人に、別の方法（電話など）で確かめてください。
bundle-known-wrong = { $path } の{ $line }行目は、PCの番号（16進の64文字）で始まっていません。ライセンスの台帳から作り直した一覧を指定してください。
bundle-known-other = { $path } は{ $what }で、PCの一覧ではありません。ライセンスの台帳から作り直した一覧を指定してください。

### リーダーのログを読めない、または古い部分がない

reader-log-away = リーダー { $serial } がつながっていないため、ログを読めません。「madoguchi unit list」で理由を見て、つながってからもう一度お試しください。
reader-log-none = リーダー { $serial } のプログラムは、ログを送れません（古い版か、ログを残していません）。リーダーのプログラムを新しくしてください。
reader-log-unreadable = リーダー { $serial } が、自分のログのファイルを読めませんでした。リーダーのログのフォルダーと、読む権限を確かめてください。
reader-log-late = リーダー { $serial } から時間内に届かなかった行があります。少し待ってからもう一度お試しください。続くときは、リーダーの電源を入れ直してください。
reader-log-lost = 読んでいる途中でリーダー { $serial } との接続が切れたため、届かなかった行があります。つながってからもう一度お試しください。
reader-log-nonsense = リーダー { $serial } が正しくない答えを送ったため、届かなかった行があります。リーダーのプログラムを新しくしてください。
# 2 MBより古い行を省いた
reader-log-size = リーダー { $serial } のログは2 MBより大きいため、古い行は入っていません。古い行は、リーダーのログのフォルダーにあります。
reader-log-done = リーダーのログを { $path } に書きました（{ $size } KB）。
