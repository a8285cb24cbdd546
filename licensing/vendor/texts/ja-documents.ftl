# 書類や入力した文字を受け取れない理由。en-documents.ftl と同じキーを持つ。

### 発行元の書類（ライセンス、証明書、取り消しリスト、時刻の再設定）を確かめて、認められないとき

license-malformed = { $document }の内容が正しくありません（{ $flaw }）。正しい内容で作り直す必要があります。
license-other-environment = この書類は{ $found }ですが、確認に使うルートは{ $here }です。{ $found }のルートの公開鍵（.pub ファイル）で確かめてください。
license-certificate-environment = 発行元の証明書は{ $certificate }ですが、書類は{ $document }です。{ $document }の発行元で作り直す必要があります。
# 確認に使うルートが1つもないとき
license-no-roots = 確認に使うルートがないため、どの書類も確かめられません。--root でルートの公開鍵（.pub ファイル）を指定してください。
license-no-certificate = 書類に発行元の証明書がついていません。発行元から、ファイル全体を受け取ってください。
license-certificate = 書類の中の、発行元の証明書を読めません。発行元から、新しいファイルを受け取ってください。
license-unknown-root = 発行元を認めたのはルート { $root } ですが、確認に使うルートの中にありません。ルート { $root } の公開鍵（.pub ファイル）で確かめてください。
license-certificate-signature = 発行元 { $issuer } の証明書は、ルート { $root } が署名したものではありません（書き換えか偽造です）。このファイルは使わず、どこから来たか確かめてください。
license-other-issuer = 書類は発行元 { $named } を名のりますが、ついている証明書は { $certified } のものです。発行元から、新しいファイルを受け取ってください。
license-signature = この書類は、このままの形では { $issuer } が署名したものではありません（書き換えか偽造です）。発行元から、もう一度ファイルを受け取ってください。
license-unknown-signer = 取り消しリストに署名した { $signer } は、確認に使うルートの中にありません。そのルートの公開鍵（.pub ファイル）で確かめてください。発行元のリストなら、証明書が欠けています。ファイル全体を受け取ってください。
license-revocation-list = ライセンスについている取り消しリストを受け取れません。
license-kind-not-allowed = { $issuer } の証明書では、この種類のライセンスを発行できません。この種類を認められた発行元で作り直してください。
license-too-many-seats = { $issuer } が1件で出せる利用枠は { $allowed } までですが、このライセンスには { $granted } あります。枠を減らすか、もっと多く出せる発行元で作り直してください。
license-sequence-too-high = { $issuer } が使える通し番号は { $last } までですが、この書類は { $sequence } です。「key issuer」で新しい発行元を作り、作り直してください。
license-issuer-not-yet-valid = この書類の署名日時は、{ $issuer } の証明書が始まるより前です。署名したPCの時計を確かめ、作り直してください。
license-issuer-expired = この書類は、{ $issuer } の証明書が終わったあとに作られています。「key issuer」で新しい発行元を作り、作り直してください。

### 書類の作り方のどこが正しくないかを、理由の中で言うとき

flaw-header = 見出しがありません
flaw-id = 番号が、A～Z・0～9・ハイフンの1～64文字ではありません
flaw-environment = 本番用か試験用かが書かれていません
flaw-sequence = 通し番号がありません
flaw-issuer = 署名した鍵の番号が正しくありません
flaw-time = ありえない日時があります
flaw-validity = 終わりが、始まりよりあとではありません
flaw-name = 発行元の名前が、すべて目に見える1～64文字ではありません
flaw-public-key = 公開鍵が、使えるEd25519の鍵ではありません
flaw-license-kind = ライセンスの種類が分かりません。新しい版なら分かるかもしれません
flaw-seats = 利用枠の数が、この種類の書類にはない数です
flaw-bound-to = この種類に必要な、PCかリーダーの指定がありません
flaw-installation-key = 書かれているPCの鍵が32バイトではありません
flaw-serial = 製造番号が、A～Z・0～9・ハイフンの1～32文字ではないか、故障したリーダーと新しいリーダーで同じです
flaw-unit-key = 書かれているリーダーの製造時の鍵が32バイトではありません
flaw-supersedes = 置き換えるライセンスの一覧が正しくありません
flaw-lineage = 最初のライセンスの番号が正しくありません
flaw-chain = 証明書のつき方が、ルートの認める形ではありません
flaw-revoked = 取り消すものの一覧が正しくありません
flaw-revoked-issuers = ルートだけができる、発行元の取り消しをしています
flaw-nonce = 照合のための番号の長さが正しくありません
flaw-acts = PCの手続きの中での順番が正しくありません
flaw-audit = 書類にある、操作の記録の位置が正しくありません
flaw-product-key = プロダクトキーが正しくありません
flaw-list = リーダーかライセンスの番号に、正しくないもの、重なり、多すぎるもののどれかがあります
flaw-machine = PCの部品の記録が正しくありません

### 医療機関の申請や返却を受け取れないとき

act-malformed = { $document }の内容が正しくありません（{ $flaw }）。医療機関に、作り直しを依頼してください。
act-signature = この書類は、このままの形ではPC（短い番号 { $installation }）が署名したものではありません（書き換えか偽造です）。医療機関に、もう一度ファイルを依頼してください。

### 書類の形が正しくないか、ここに必要な種類ではないとき

document-too-large = 書類が { $len } バイトあります。どの書類も { $max-len } バイトまでです。正しいファイルを選んでください。
document-garbled = これは書類ではありません。ファイルが壊れているか、別のものです。もう一度コピーしてください。
document-unknown-kind = この版の知らない種類（{ $kind }）の書類です。このプログラムを新しい版にしてください。
document-signature-length = 書類の署名が { $len } バイトあります（正しくは { $signature-len } バイト）。もう一度ファイルをコピーしてください。
document-not-canonical = { $kind }が、署名した側の書く形になっていません。書き換えられたか、新しい版のものです。もう一度ファイルを受け取るか、このプログラムを新しい版にしてください。
document-other-kind = これは「{ $found }」です。ここに必要なのは「{ $wanted }」です。正しいファイルを選んでください。

### ルートの公開鍵のファイルを使えないとき

root-file-too-large = ファイルが { $len } バイトあります。ルートのファイルは { $max-root-file-len } バイトまでです。ルートといっしょに作られた .pub ファイルを選んでください。
root-file-empty = ファイルに何も書かれていません。ルートといっしょに作られた .pub ファイルを選んでください。
root-file-mail-source = これはメールの中身を変換した文字（{ $what }）で、記号が元のままではありません。添付の .pub ファイルか、メールの画面に出ている文字を写してください。
root-file-not-text = これは { $what } で、文字のファイルではありません。ルートといっしょに作られた .pub ファイルを選んでください。
root-file-count = ファイルにルートが { $found } 個あります。必要なのは1個だけです。ルートといっしょに作られた .pub ファイルを選んでください。
root-file-private-key = ファイルに秘密鍵があります。ここに必要なのは公開鍵です。ルートといっしょに作られた .pub ファイルを選び、秘密鍵は誰にも渡さないでください。
root-file-not-ed25519 = ファイルの BEGIN の行に続くのは、ルートの公開鍵（Ed25519 の PUBLIC KEY）ではありません。ルートといっしょに作られた .pub ファイルを選んでください。
# 公開鍵のファイルとして読めるが、ここで使う形ではないとき
root-file-unfit = このファイルのルートは、ここでは使えません。ルートといっしょに作られた .pub ファイルを選んでください。
root-file-key = ルートのファイルの { $line } 行目に、使える鍵がありません。ルートといっしょに作られた .pub ファイルを選んでください。
root-file-other-id = ルートのファイルの { $line } 行目は { $named } を名のりますが、鍵は { $found } です。ルートといっしょに作られた .pub ファイルを選んでください。

### ファイルから書類を読み取れないとき

text-empty = ファイルが空です。もう一度コピーしてください。
text-too-large = ファイルが { $len } バイトあります。書類のファイルは { $max-file-len } バイトまでです。正しいファイルを選んでください。
text-no-block = ファイルに「-----BEGIN MADOGUCHI …-----」の行がなく、入力や読み取りの文字でもありません。正しいファイルを選んでください。
text-other-file = これは { $what } で、文字のファイルではありません。正しいファイルを選ぶか、BEGIN から END までの行を文字のファイルに写してください。
text-mail-source = これはメールの中身を変換した文字（{ $what }）で、記号が元のままではありません。添付ファイルか、メールの画面に出ている文字を写してください。
text-several = 書類がいくつも入っています（行: 種類 = { $listed }）。1つずつ別のファイルに分けるか、1つだけを写してください。
text-beheaded = ファイルの初めが欠けています（BEGIN の行がありません）。もう一度写してください。
text-other-label = ファイルにあるのは「{ $label }」で、このソフトウェアの書類ではありません。正しいファイルを選んでください。
text-truncated = END の行がありません（ファイルが途中で切れています）。もう一度コピーしてください。
text-labels-differ = BEGIN の行と END の行が、別のものを指しています。もう一度ファイルをコピーしてください。
text-garbled = BEGIN の行と END の行の間で、行が欠けているか、変わっています。もう一度ファイルをコピーしてください。
text-product-key = これはプロダクトキーで、書類ではありません。キーの内容は「product show」で調べられます。書類が必要なら、そのファイルを指定してください。
text-kind-differs = ファイルは「{ $label }」を名のりますが、中身は「{ $kind }」です。ファイルを作った相手に、もう一度依頼してください。

### 入力した文字や、QRコードの文字が正しくないとき

typed-group = { $place }に打ち間違いがあるか、その前の1組が抜けています。元の文字とくらべてください。
typed-cut = { $place }は10文字のうち { $found } 文字しかありません。元の文字とくらべてください。
typed-too-short = 10文字の組が { $found } 組で終わっています（正しくは { $expected } 組）。残りも入力してください。
typed-too-long = 10文字の組が { $found } 組あります（正しくは { $expected } 組）。余分な文字を消してください。
typed-digest = 打ち間違いの組がいくつかあります。全体を元の文字とくらべてください。
typed-part = 「MDG:1/3:…:」のような始まりを読めません。そのQRコードを読み取り直してください。
typed-part-missing = { $parts } 個のうち { $part } 個目がありません。そのQRコードも読み取ってください。
typed-other-document = 別の書類のQRコードが混ざっています。1枚の紙のものだけを読み取ってください。
typed-part-twice = { $part } 個目が2つあり、内容が違います。そのQRコードを読み取り直してください。
# 打ち間違いの場所を、理由の中で言うとき
place-in-text = { $group } 組目（書かれた { $line } 行目）
# 同じく、QRコードの文字で
place-in-part = QRコード { $part } 個目の { $group } 組目

### 公開鍵の文字が正しくないとき

public-key-length = 公開鍵は32バイト（16進数で64文字）です。すべてコピーされたか確かめてください。
public-key-not-a-key = Ed25519の公開鍵ではありません。打ち間違いがないか確かめてください。
public-key-weak = この鍵は弱く、何も守れません。打ち間違いがないか確かめ、正しい鍵を使ってください。

### プロダクトキーの文字が正しくないとき

product-key-length = プロダクトキーは、MDGのあとが15文字です（これは { $found } 文字）。受け取ったキーとくらべてください。
product-key-character = MDGのあと { $place } 文字目に、プロダクトキーで使わない文字があります。受け取ったキーとくらべてください。
product-key-several = プロダクトキーが { $count } 個あります（終わりの文字: { $keys }）。1つだけを指定してください。
product-key-document = これはライセンスや申請の書類で、プロダクトキーではありません。MDG- で始まる行を探してください。
product-key-mail-source = これはメールの中身を変換した文字（{ $what }）です。メールの画面に出ているプロダクトキーを写してください。
product-key-other-file = これは { $what } で、文字ではありません。プロダクトキーの文字そのものを指定してください。
product-key-mistyped = プロダクトキーに違う文字があるか、2文字が入れ替わっています。受け取ったキーとくらべてください。

### reset で、医療機関のPCが表示した解除の番号が正しくないとき

nonce-length = 解除の番号は14文字です（これは { $found } 文字）。もう一度聞いてください。
nonce-character = { $place } 文字目は、解除の番号で使わない文字です。もう一度聞いてください。
nonce-check = 解除の番号に違う文字があるか、2文字が入れ替わっています。もう一度聞いてください。

### QRコードを作れないとき

code-too-long = { $chars } 文字は、1つのQRコードに入りません。
code-count = 1枚に並べられるQRコードは { $max-codes } 個までですが、{ $codes } 個必要です。
code-image = 画像を書けませんでした。

### 書類の種類や環境を、ほかの文の中で言うとき

kind-issuer-certificate = 発行元の証明書
kind-license = ライセンス
kind-revocation-list = 取り消しリスト
kind-activation-request = ライセンスの申請
kind-license-return = ライセンスの返却
kind-transfer-request = 同梱ライセンスの移行の申請
kind-time-reset = 時刻の再設定
environment-production = 本番用
environment-test = 試験用
