# できなかった理由。en-refusals.ftl と同じキーを持つ。

### ファイルを読み書きできないとき

file-read = { $path } を読めません。
file-too-large = { $path } は { $max-len } バイトを超えています。正しいファイルを選んでください。
file-not-text = { $path } は { $what } で、文字のファイルではありません。正しいファイルを選んでください。
file-mail-source = { $path } はメールの中身を変換した文字（{ $what }）で、記号が元のままではありません。添付のファイルか、メールの画面に出ている文字を写してください。
file-exists = { $path } はすでにあります。上書きしません。別の名前を指定してください。
file-write = { $path } を書けません。

### 署名する鍵の次の番号を使えないとき

sequence-garbled = { $path } に次の番号がありません。バックアップから戻してください（使ったどの番号よりも大きくしてください）。
sequence-lock = { $path } を、ほかのプログラムが同時に使わないようにできません。

### パスフレーズがないか、使えないとき

passphrase-empty = パスフレーズが空です。1文字以上のパスフレーズを使ってください。
passphrase-short = 本番用の鍵のパスフレーズは { $min-chars } 文字以上です。もっと長いパスフレーズを使ってください。
passphrase-long = パスフレーズは { $max-bytes } バイトまでです。もっと短いパスフレーズを使ってください。
passphrase-differ = 2回のパスフレーズが違います。何も作っていません。もう一度実行してください。
passphrase-unasked = { $path } は暗号化されていますが、パスフレーズを聞く相手がいません。端末で実行するか、--passphrase-fd か MADOGUCHI_PASSPHRASE で渡してください。
passphrase-unasked-new = 新しい鍵 { $path } のパスフレーズが必要です。端末で実行するか、--passphrase-fd か MADOGUCHI_PASSPHRASE で渡してください。試験用の鍵は --unencrypted でも作れます。
passphrase-unreadable = パスフレーズを{ $from }から読めません。
# パスフレーズを読もうとした場所
origin-descriptor = --passphrase-fd の番号
# パスフレーズを読もうとした場所
origin-environment = 環境変数 MADOGUCHI_PASSPHRASE
# パスフレーズを読もうとした場所
origin-terminal = 端末

### 秘密鍵を作れないか、使えないとき

key-production = 本番用の鍵は、必ず暗号化します。--unencrypted を外してください。
# 1つの文字の中に秘密鍵がいくつもあるとき
key-several = { $path } に秘密鍵が { $count } 個あり、どれを使うか決められません。使う鍵だけのファイルにしてください。
key-key = { $path } を使えません。
encrypted-not-a-key = ファイルに、暗号化された秘密鍵（PKCS #8、PEM）がありません。正しいファイルを選ぶか、バックアップから戻してください。
encrypted-unsupported = この秘密鍵の暗号化の方式は、このプログラムでは開けません。`openssl pkcs8 -topk8 -scrypt` で変換してください。
encrypted-wrong = このパスフレーズでは、秘密鍵を開けません（別のパスフレーズか、ファイルの損傷です）。
encrypted-random = OSから乱数を得られないため、鍵を暗号化できません。
encrypted-encrypt = 秘密鍵を暗号化できません。
signer-random = OSから乱数を得られないため、鍵を作れません。
signer-not-a-key = ファイルに、Ed25519の秘密鍵（PKCS #8、PEM）がありません。正しいファイルを選ぶか、バックアップから戻してください。
signer-encode = 秘密鍵を書き出せません。
signer-public = 秘密鍵に対する、使える公開鍵がありません。

### ルートを使えないとき

root-public = ルートの公開鍵（.pub ファイル）を使えません。
root-other-half = 秘密鍵と、となりの .pub ファイルが、同じルートのものではありません。正しい方を戻してください。
root-name = 発行元の名前は、1行の、すべて目に見える1～{ $max-name-len }文字です。貼り付けずに、入力し直してください。
root-certificate = 発行元の証明書を作れません。

### 発行元を作れないか、使えないとき、発行元が書類を作れないとき

issuer-create = フォルダー { $path } を作れません。
issuer-certificate = 発行元のフォルダーの証明書を使えません。バックアップから戻してください。
issuer-root = 発行元のフォルダーにあるルートの公開鍵を使えません。発行元を認めたルートの .pub ファイルの写しを戻してください。
issuer-not-the-roots-list = これは、この発行元のルートが同じ環境のために署名した取り消しリストではありません。`revoke --root` が書いたファイルを指定してください。
issuer-older-list = 発行元には、ルートの取り消しリスト { $here } 号があります。これは { $found } 号です。いちばん新しいものを指定してください。
issuer-license = 書類を作れません。
issuer-refused = 医療機関が受け取らないものになるため、何も作っていません。
issuer-other-root = フォルダーの証明書は、同じフォルダーにある公開鍵のルートが認めたものではありません。正しい方をバックアップから戻してください。

### 取り消しリストを作れないとき

list-unreadable = { $path } に、いちばん新しい取り消しリストがありません。バックアップか、最後に渡したリストのファイルを戻してください。
list-foreign = { $path } にあるのは、この鍵が署名した取り消しリストではありません。バックアップか、最後に渡したリストのファイルを戻してください。
list-nothing = すべて、すでに取り消してあります。いちばん新しいリストは { $number } 号で、{ $path } がその写しです。
list-not-its-own = ライセンス { $license } は、この発行元（鍵 { $own }）のものではないため、何も取り消していません。作った発行元を --issuer で指定するか、--root で署名してください。
list-never-issued = この発行元の次の番号は { $next } で、ライセンス { $license } はまだ作っていないため、何も取り消していません。番号を確かめてください。フォルダーを古いバックアップから戻したときは、「sequence」の番号を、使ったどの番号よりも大きくしてください。
list-too-many-licenses = 1つのリストのライセンスは { $max-licenses } 件までですが、{ $found } 件になります。発行元をある番号から取り消し、残りを発行し直してください。
list-too-many-issuers = 1つのリストの発行元は { $max-issuers } 件までですが、{ $found } 件になります。別のルートで署名してください。
list-list = 取り消しリストを作れません。
list-refused = 医療機関が受け取らないものになるため、リストは作っていません。

### 台帳を開けないか、台帳に書けないとき

create-random = OSから乱数を得られないため、台帳を始められません。
ledger-not-there = { $folder } に台帳がありません。場所を確かめるか、「ledger create」で始めてください。
ledger-exists = { $folder } にはすでに台帳か、ほかのファイルがあります。始め直すことも、混ぜることもしません。別のフォルダーを指定してください。
ledger-in-use = 台帳 { $folder } は、別の madoguchi-license がいま使っています。終わってから、もう一度実行してください。
ledger-broken = 台帳 { $folder } を、このままでは信頼できません。何も変えずに原因を確かめ、直らなければバックアップで続けてください。
ledger-damaged = 台帳のファイル { $file } が壊れています。そのままにして、バックアップで続けてください。
ledger-io = 台帳 { $folder } を開けません（{ $doing }）。
# 台帳のファイルのどこが壊れているかを、理由の中で言うとき
damage-checksum = 中身が検査の値と合いません。
# 台帳のファイルのどこが壊れているかを、理由の中で言うとき
damage-missing = 前後のファイルはあるのに、このファイルがありません。
# 台帳のファイルのどこが壊れているかを、理由の中で言うとき
damage-place = { $at } バイト目からの中身が、そこにあるはずのものではありません。
# 台帳のファイルのどこが壊れているかを、理由の中で言うとき
damage-page = 読めないページがあります。
# 台帳のファイルのどこが壊れているかを、理由の中で言うとき
damage-other = データベースの返事は次のとおりです。{ $detail }
# 台帳を開けなかったとき、何をしていたか
doing-make-folder = フォルダーの作成
# 台帳を開けなかったとき、何をしていたか
doing-read-folder = フォルダーの読み取り
# 台帳を開けなかったとき、何をしていたか
doing-close-folder = フォルダーを所有者だけにする操作
# 台帳を開けなかったとき、何をしていたか
doing-open-data = データを開く操作
# 台帳を開けなかったとき、何をしていたか
doing-lock = ロック
# 台帳を開けなかったとき、何をしていたか
doing-read-data = データベースの読み取り
# 台帳を開けなかったとき、何をしていたか
doing-read-head = 末尾の記録の読み取り
# 台帳を開けなかったとき、何をしていたか
doing-write-head = 末尾の記録の書き込み
# 台帳を開けなかったとき、何をしていたか
doing-move-former = 以前の版の台帳の手続きを移す操作
append-too-large = この手続きは { $len } バイトあり、1件の上限 { $max-record-len } バイトを超えるため、行っていません。
append-senseless = この手続きは台帳と合わないため、行っていません。
append-write = 台帳に書けませんでした。書かれたかどうかは分かりません。原因を直して「ledger verify」で確かめ、同じことをもう一度行ってください。「product add」だけは、先に「product list」を見て、登録されている商品は「product export」で書き出し、足りない数だけを追加してください。

### 台帳の手続きのつながりが切れているとき

broken-missing = 手続き { $act } がありません（抜き取られています）。
broken-changed = 手続き { $act } が書き換わったか壊れています（記録が自分の検査の値と合いません）。
broken-replaced = 手続き { $act } が書き換わっています（手続き { $next } は別のものに続いていました）。
broken-unreadable = 手続き { $act } を理解できません（新しい版が書いたか、作りものです）。このプログラムを新しい版にして、もう一度確かめてください。
broken-cut = 手続き { $act } がありません（控えでは { $noted } 件ですが、台帳には { $last } 件しかありません。切られたか、別の台帳の控えです）。
broken-other-head = 手続き { $act } が、控えたものと違います（それか、その前が書き換わっているか、控えの写し間違いです）。
broken-foreign = 手続き { $last } のあとに、このプログラムが書いていないものがあります。
broken-no-head = 手続き { $last } のあとに、台帳の末尾の記録がありません（抜き取られたか、壊れています）。
head-form = 末尾の記録は、数字・ハイフン・64文字の16進数です（「ledger head」が表示します）。

### プロダクトキーを終わりの文字で探して、1つに決まらないとき

find-none = この台帳に、そのプロダクトキーも、それで終わるものもありません。医療機関に確かめてください。
find-short = プロダクトキーの全体か、終わりの { $min-symbols } 文字以上を指定してください。
find-many = そのように終わるプロダクトキーは { $count } 個あります。もう少し長く指定してください。

### 商品を登録できないとき

add-terms = この条件では販売できません。
add-count = 一度に作れる商品は、1～{ $max-at-once } 個です。
add-random = OSから乱数を得られないため、プロダクトキーを作れません。
terms-kind = 種類は「additional」か「bundled」です。
terms-seats = 枠の数は、追加ライセンスが1～3、同梱ライセンスが1です。
terms-term = 期間は1～{ $max-term-days }日です（期限なしなら、何も指定しません）。
terms-name = 購入者と医療機関の名前は、1行の、すべて目に見える1～{ $max-name-len }文字です。
book-again = この取り消しリストは、すでに台帳にあります。何も変えていません。

### product import で、表を取り込めないとき

table-not-text = 表が { $what } で、CSVの文字ではありません。「CSV UTF-8」で保存してください。
table-nothing = 表に何も書かれていません。最初の行に列の名前 { $needed } を書き、2行目から1行に1つずつ商品を書いてください。
table-column-twice = 表の1行目に、列「{ $column }」が2回あります。1つにしてください。
table-no-column = 表の1行目に、列「{ $column }」がありません。必要な列: { $needed }
table-other-column = 表に、意味の分からない列「{ $column }」があります。使える列: { $known }
table-too-long = 表の商品が { $max-at-once } 個を超えています。いくつかの表に分けてください。
table-empty = 表に商品がありません。2行目から、1行に1つずつ書いてください。
table-lines = 表に使えない行が { $count } 行あるため、何も取り込んでいません。
# 使えない行を、1行ずつ言うとき
table-line = { $line } 行目: { $why }
# 使えない行が多すぎて、すべては言わないとき
table-more-lines = … ほか { $count } 行
# 行を使えない理由
row-fields = 1行目より列が多くあります。
# 行を使えない理由
row-twice = プロダクトキー { $key } は、{ $first } 行目にもあります。
# 行を使えない理由
row-otherwise = プロダクトキー { $key } は、別の条件で台帳にあります。

### activate、transfer、reissue、product ship、book で、行わなかったとき

refusal-proof = ファイルを受け取れません。
refusal-other-environment = 申請は{ $found }ですが、この台帳は{ $here }です。正しい台帳と発行元を使ってください。
refusal-other-issuer = 発行元は{ $found }ですが、この台帳は{ $here }です。正しい台帳と発行元を使ってください。
refusal-stolen-issuer = 発行元 { $issuer } は、この台帳にあるルートの取り消しリストで取り消されています。別の発行元で署名してください。
refusal-no-product-key = 申請にプロダクトキーがありません。医療機関に聞いて、--product-key で指定してください。
refusal-two-product-keys = 申請のプロダクトキーは { $requested } ですが、指定は { $given } です。どちらか医療機関に聞いてください。
refusal-unknown-product = プロダクトキー { $key } はこの台帳にありません。医療機関にもう一度確かめるか、販売したときの台帳を使ってください。
refusal-other-kind = プロダクトキー { $key } の内容は「{ $gives }」です。「{ $command }」で使います。
refusal-too-many-seats = 申請は { $asked } 枠ですが、プロダクトキー { $key } で販売したのは { $sold } 枠です。{ $sold } 枠で申請し直してもらうか、追加で販売してください。
refusal-term-over = プロダクトキー { $key } の期間は { $begun } に始まり、{ $ended } に終わりました。新しいものを販売してください。
refusal-used = プロダクトキー { $key } は { $at } に、{ $clinic }のPC { $installation } が使いました（ライセンス { $license }）。先にそのPCが返却するか、「reissue --lost」で故障として扱う必要があります。
# ライセンスが「reissue --lost」でそのPCに渡ったとき
refusal-used-reissued = プロダクトキー { $key } は使用ずみで、そのライセンスはPCの故障のため、{ $at } に { $clinic } のPC { $installation } に再発行されています（ライセンス { $license }）。先にそのPCが返却するか、「reissue --lost」で故障として扱う必要があります。
refusal-ended = ライセンス { $license } は{ $end }。もう渡しません。必要なら、医療機関に新しい申請を依頼してください。
# ライセンスが、番号を挙げて取り消されているとき
refusal-ended-for-good = ライセンス { $license } は{ $end }。もう渡しません。別のものが必要なら、新しい商品を販売してください。
refusal-installation-returned = PC { $installation } は { $at } にライセンスを返却し、その鍵はもうありません。医療機関に新しい申請を依頼してください。
refusal-unknown-license = ライセンス { $license } はこの台帳にありません。ファイルを確かめるか、それを作った台帳を使ってください。
refusal-unproven = ライセンス { $license } は { $customer } に、{ $clinic }用として販売しました。申請したのがその相手だと示すものがありません。相手の持つプロダクトキーを --product-key で指定するか、証明なしで渡すなら --anyway をつけてください（疑いとして記録します）。
refusal-factory-key-needed = ライセンス { $license } にはリーダー { $old } の製造時の鍵があるため、次はリーダー { $new } の鍵が必要です。--unit-key で指定するか、鍵がないリーダーなら --without-factory-key をつけてください。
refusal-not-bundled = ライセンス { $license } はリーダーではなくPCのものです。移すものはありません。PCの交換なら返却と「activate」、PCの故障なら「reissue --lost」を使います。
refusal-not-additional = ライセンス { $license } はリーダー { $unit } に同梱で、つないだPCで使えます。再発行するものはありません。リーダーの故障なら「transfer」を使います。
refusal-other-unit = ライセンス { $license } はリーダー { $found } のもので、{ $asked } のものではありません。どのリーダーが故障したか、医療機関に聞いてください。
refusal-has-its-own = リーダー { $unit } には、すでにライセンス { $license } があります。製造番号を確かめてください。
refusal-nothing-lost = 申請に、故障したPCのライセンスがありません。「activate」を使うか、医療機関に、元のライセンスのファイルを --old-pc-died で入れてから申請し直してもらってください。
refusal-not-lost = ライセンス { $license } は、申請したPC自身のもので、再発行は要りません。「activate」でもう一度渡せます。
refusal-limit = プロダクトキー { $key } は、すでに { $count } 回再発行しました（上限 { $limit } 回）。「product show」と「ledger doubts」を見て、問題がなければ --limit を増やしてください。
refusal-shipped = プロダクトキー { $key } は { $at } に、リーダー { $unit } といっしょに出荷しました（ライセンス { $license }）。別のプロダクトキーを使ってください。
# ライセンスがそのあとで別のリーダーに移されたとき
refusal-transferred = プロダクトキー { $key } のライセンスは、{ $at } にリーダー { $from } からリーダー { $unit } へ移されています（ライセンス { $license }）。別のプロダクトキーを使ってください。

### コマンドがほかの理由で行えないとき

cli-unreadable = { $file } の内容を調べられません。
cli-root = --root のファイルを使えません。
cli-refused = 書類は認められません。
cli-table-too-large = { $file } は、商品の表としては大きすぎます。正しいファイルを選ぶか、分けてください。
cli-refused-list = 取り消しリストは認められません。
# book に、医療機関の申請を渡したとき
cli-book-request = これは「{ $found }」で、台帳に記録する書類ではありません。「{ $command }」で手続きしてください。
# book に、ほかの書類を渡したとき
cli-book-other = これは「{ $found }」です。記録するのは、ライセンスの返却か取り消しリストだけです。正しいファイルを選んでください。
cli-one-seat = 同梱ライセンスはリーダー1台分です。--seats を外し、台数を --count で指定してください。
cli-whole-key-needed = 短い番号だけでは、どのPCか分かりません。そのPCを知る台帳のフォルダーを --ledger で指定するか、64文字の鍵の全体を指定してください。
cli-no-such-installation = 台帳に、短い番号 { $id } のPCはありません。番号を確かめるか、64文字の鍵の全体を指定してください。
# 手続きは台帳に記録され、ファイルなどだけが作れなかったとき
cli-not-handed-out = ライセンス { $license } は作成し、台帳に記録しましたが、渡せませんでした。直してから同じコマンドを実行すると、同じライセンスを渡します。
# product add で、商品は台帳に記録され、表だけが書けなかったとき
cli-keys-unwritten = 商品 { $count } 個は台帳に登録しましたが、キーの表を書けませんでした。もう一度登録はせず、「product export」で書き出してください。
cli-codes = ライセンスをQRコードにできません。--out でファイルにしてください。
cli-root-needed = 確認に使うルートは{ $found }ですが、台帳は{ $here }です。台帳と同じ環境のルートの公開鍵（.pub ファイル）を --root で指定してください。
cli-unknown-certificate = 確認に使うルートは、どれもこの証明書に署名していません（別のルートのものか、書き換えられたものです）。

### コマンドに入力した文字が正しくないとき

input-serial = 製造番号は、A～Z・0～9・ハイフンの1～32文字です。
input-id = ライセンスの番号は、A～Z・0～9・ハイフンの1～64文字です。
input-key-id = 鍵の番号は16文字の16進数です（「key list」が表示します）。
# reset の --installation の文字数が合わないとき
input-installation = PCは、鍵の番号（16進数で16文字）か公開鍵の全体（64文字）で指定します。これは { $found } 文字です。医療機関のPCの表示とくらべてください。
input-name = 名前は、1行の、すべて目に見える1～64文字です（制御文字、書く向きを変える文字、幅のない文字、私用の文字は使えません）。
input-day = 日付は 2024-04-01 のように書きます。
input-year = 年は2000～2999です。
input-moment = 日時は 2026-04-01T09:00:00+09:00 のように書きます。
input-before-1970 = 日時は、1970年よりあとにしてください。

### 理由の中で、原因を言うとき

because = { $what }原因：{ $cause }
io-not-found = 見つかりません。名前と場所を確かめてください。
io-denied = この利用者には、読み書きする権限がありません。
io-exists = 同じ名前のものが、すでにあります。別の名前を指定してください。
io-is-a-folder = ファイルではなく、フォルダーです。
io-not-a-folder = 途中にフォルダーではないものがあります。
io-full = ディスクに空きがありません。空きを作ってください。
io-read-only = 書き込めないディスクです。
io-not-text = 文字として読めません。
io-nothing = 何も書かれていません。
io-before = 前の手続きを書けなかったため、もう書きません。
io-failed = OSの読み書きが失敗しました（エラー { $code }）。
