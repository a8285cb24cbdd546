# エージェントを起動した人に知らせる文: 失敗と記録。en-log.ftl と同じキーを持つ。

### エージェントが始められないとき: 自分のファイルに問題がある

failed-license-unread = bundled_license: { $path } を読めません。ファイルの場所と、読み取りの権限を確かめてください。
failed-license-large = bundled_license: { $path } は大きすぎて、ライセンスではありません（{ $most } バイトまで）。リーダーに同梱のファイルを置いてください。
failed-license-empty = bundled_license: { $path } は空です。リーダーに同梱のファイルをもう一度置くか、この項目を消してください。
failed-other-serial = serial: { $folder } は { $kept } のフォルダーで、{ $serial } のものではありません。どちらかを直してください。
failed-no-folder = { $folder } がありません。リーダーを登録するには serial = "…" を書いて、PCで登録してください（madoguchi unit pair）。「madoguchi unit enroll」が作ったフォルダーがあれば、それを書いてください。
failed-credentials-unread = { $path } を読めません。フォルダーがそろっているか、エージェントに読み取りの権限があるかを確かめてください。ファイルがないときは、フォルダーを別の場所に移して、リーダーを登録し直してください（madoguchi unit pair）。
failed-credentials-unwritten = { $path } に書き込めません。権限とディスクの空きを確かめてください。
failed-credentials-damaged = 登録のフォルダーの { $file } が壊れています（{ $wrong }）。フォルダーを別の場所に移して、リーダーを登録し直すか（madoguchi unit pair）、登録のフォルダーを作り直してください（madoguchi unit enroll）。
failed-credentials-other = 登録のフォルダーの { $file } は、作られたままの形ではありません（{ $what }）。フォルダーを写したときは、そのまま写し直してください。できないときは、フォルダーを別の場所に移して、リーダーを登録し直してください（madoguchi unit pair）。
failed-credentials-unusable = 登録のフォルダーの鍵と証明書を使えません。リーダーを登録し直してください（madoguchi unit enroll）。
failed-factory-key-unread = factory_key: { $path } を読めません。ファイルの場所と、読み取りの権限を確かめてください。
failed-factory-key-none = factory_key: { $path } はEd25519の秘密鍵（PKCS #8、PEM）ではありません。リーダーの製造元の鍵のファイルを書いてください。
failed-factory-key-other = factory_key: { $path } は鍵のファイルではありません（{ $what }）。製造元から届いたファイルを、そのまま置いてください。
failed-factory-key-several = factory_key: { $path } に秘密鍵が { $count } 個あります。このリーダーの鍵だけのファイルにしてください。
failed-spool-folder = 結果を残すフォルダー { $path }（spool）を使えません。フォルダーがあり、エージェントのものであるかを確かめてください。
failed-spool-in-use = 結果を残すフォルダー { $path }（spool）は、別のエージェントが使っています。そちらを止めるか、このエージェント専用のフォルダーを書いてください。
failed-spool-write = { $path } に書き込めません。ディスクの空きと、フォルダーの所有者を確かめてください。

### エージェントが止まるとき、その一部が失敗したとき

failed-spool = 結果を残すフォルダーを使えません
failed-spool-gone = 結果を残す処理が止まりました。エージェントを起動し直してください。
failed-device = リーダーの本体が動いていません
failed-device-stopped = リーダーの本体が止まりました（{ $why }）
failed-random = システムから乱数を得られません
failed-session-name = 新しい確認を始められません
failed-pairing-save = リーダーは登録されましたが、鍵と証明書を残せません。credentials の場所に空きを作り、登録し直してください。
failed-pairing-interrupted = リーダーは登録されましたが、鍵と証明書を残す途中で止まりました。登録し直してください。

### 登録されないとき: その理由

failed-pairing-refused = PCが登録を断りました: { $why }（{ $code }）
failed-pairing-nonsense = PCから、意味の通らないものが届きました（{ $what }）。
failed-pairing-environment = PCの環境は { $theirs } で、このエージェントの設定と違います。environment を直してください。
failed-pairing-server = PCの証明書は、PCが示した認証局のものではありません
failed-pairing-certificate = PCが作った証明書は正しくありません
failed-key-made = 鍵を作れません
failed-certificate-unreadable = 読めません
failed-certificate-key = このリーダーの鍵のものではありません
failed-certificate-serial = 別のリーダーのものです
failed-certificate-signature = PCの認証局の署名がありません
failed-renewal-not-asked = 求めていない証明書が届きました
failed-renewal-wrong = 新しい証明書は正しくありません
failed-renewal-key = このリーダーの鍵を使えません

### PCにつながらないとき: その理由

failed-refused-ours = PCが、このリーダーの証明書を断りました。別のPCで作られたものか、以前の版のPCで期限が過ぎたものです。そのPCでリーダーを登録し直し（madoguchi unit enroll）、新しいフォルダーを設定に書いて、エージェントを起動し直してください。
failed-refused-theirs = この宛先のPCの証明書は、このリーダーを登録したPCのものではありません。設定の controller を確かめてください。PCを初めから設定し直したときは、そこでリーダーを登録し直してください（madoguchi unit enroll）。
failed-refused-other-key = この宛先の証明書は、リーダーを登録したPCの認証局のものですが、PCの鍵のものではありません。別のものがPCの代わりに答えています。設定の controller と、リーダーとPCの間につながっているものを確かめてください。正しいPCなら、そこでリーダーを登録し直してください（madoguchi unit enroll）。
failed-connect = PCにつながりません
failed-no-link = つながりません
failed-unplugged = PCへのケーブルが抜けたか、ネットワークが切れました
failed-silent = PCが { $seconds } 秒以内に答えませんでした
failed-connection = 通信に失敗しました（{ $detail }）
failed-ended = PCが通信を終えました
failed-first-frame = PCの最初の応答が分かりません。エージェントかPCの古いほうを、新しい版にしてください。
failed-protocol = PCは通信の版 { $chosen } を選びましたが、このエージェントは { $oldest } から { $newest } までです。古いほうを新しい版にしてください。
failed-environment = PCの環境は { $theirs }、このエージェントの設定は { $ours } です。environment を直してください。
failed-malformed = PCから、意味の通らないものが届きました（{ $what }）
failed-closed = PCが通信を断りました: { $why }（{ $code }）
failed-stuck = 送ったものをPCが受け取りません
failed-task = 通信の処理が止まりました

### リーダーのエンジンが失敗したとき: その理由

failed-engine-start = エンジンを起動できないか、つながりません。設定の command か socket を確かめてください。
failed-engine-hello = エンジンの最初の応答が正しくありません（{ $why }）
failed-engine-version = エンジンは通信の版 { $version } を使いますが、このエージェントは使えません。古いほうを新しい版にしてください。
failed-engine-serial = エンジンがつながっているリーダーは { $serial } で、設定のものではありません。そのリーダーを登録してください。
failed-engine-ended = エンジンが終わったか、通信を閉じました
failed-engine-broke = エンジンとの通信が切れました
failed-engine-hangs = エンジンが応答しません（{ $what }）
failed-engine-nonsense = エンジンから、意味の通らない行が多く届きました
failed-engine-flood = エンジンから届く量が多すぎます
failed-outcome-unreadable = 読めません
failed-outcome-foreign = この版の結果のファイルではありません
failed-outcome-checksum = 検査の値が合いません
failed-outcome-content = 内容が意味を成しません

### エージェントの記録

log-spool-holds = 前回の結果が残っています
log-attached = PCにつながりました
log-certificate-unused = 届いた証明書は使いません
log-renewed = 証明書を新しくしました
log-no-link = PCにつながりません。待ってからやり直します
log-outcome-not-kept = 結果を残せませんでした
log-spool-overfull = 残っている結果が多すぎます。残りは次の起動のあとに送ります
log-outcome-damaged = 残っていた結果が1つ壊れていたため、別に置きました。ファイルを残して、サポートに渡してください
log-not-renamed = 壊れたファイルの名前を変えられません
log-engine-started = エンジンを起動しました
log-engine-gone = エンジンが終わりました
log-engine-end-unknown = エンジンがどう終わったか分かりません
log-engine-stays = エンジンを終わらせることができません
log-engine-too-fast = エンジンの標準エラー出力が速すぎます
log-engine-said = エンジンの標準エラー出力
log-engine-nonsense = エンジンの行が意味を成しません
log-engine-hello = エンジンが応答しました
log-engine-given-up = エンジンをあきらめ、待ってから起動し直します
log-renewed-not-kept = 新しい証明書を残せません。前のものを使い、次につながったときにやり直します
log-renewal-asked = 証明書に期限があるため、期限のないものを求めます
log-renewal-not-asked = 別の証明書を求めることができません
log-outcome-stays = 届いた結果が、まだフォルダーに残っています
log-serves = このリーダーは使えます
log-refused = このリーダーは断られました
log-serves-not = このリーダーは、いまは使えません
log-no-cable = PCへの接続がありません。ケーブルがつながるのを待ちます
log-key-open = エージェントのほかにも秘密鍵を読める利用者がいます。権限を直してください（chmod 600）
log-waits-for-pairing = このリーダーはまだ登録されていません。PCの「madoguchi unit pair」を待ちます
log-not-paired = 登録されませんでした
log-not-paired-lost = 登録されませんでした。通信が切れました
log-not-paired-ended = 登録されませんでした。PCが通信を終えました
log-not-paired-late = 登録されませんでした。時間内に返事がありませんでした
log-not-paired-differs = 登録されませんでした。リーダーで、番号が違うと答えがありました
log-shows-identity = どのリーダーかを表示しています
log-restarts = 受付の操作か予定により再起動します
log-restarted = 再起動が終わりました
log-restart-command-failed = restart_command が正しく終わりませんでした。エンジンだけを起動し直します。プログラムの名前と権限を確かめてください
log-own-log-unreadable = このログのファイルを読めません。PCには送られません
log-digits = この番号を、PCの番号と見比べてください
