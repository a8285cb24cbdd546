# 書類や入力した文字を受け取れない理由。en-documents.ftl と同じキーを持つ。

### 発行元のライセンスなどの書類

license-malformed = { $document }の作り方が正しくありません。{ $flaw }。発行元に、新しいものを依頼してください。
license-other-environment = この書類は{ $found }ですが、ここは{ $here }です。{ $here }の書類を依頼してください。
license-certificate-environment = 発行元の証明書は{ $certificate }ですが、書類は{ $document }です。発行元に、新しいものを依頼してください。
license-no-roots = 本番用のルートがここにはないため、どの書類も確かめられません。販売元の鍵が入った版のソフトウェアに更新してください。
license-no-test-roots = 試験用のルートがここにはないため、どの書類も確かめられません。試験用ルートの .pub ファイルを置き、設定で指定してください。
license-no-certificate = 書類に発行元の証明書がついていません。発行元に、ファイル全体を依頼してください。
license-certificate = 書類の中の、発行元の証明書を読めません。発行元に、新しいファイルを依頼してください。
license-unknown-root = 書類の発行元を認めたルート { $root } を、ここでは知りません。ソフトウェアを更新するか、知っているルートの発行元に依頼してください。
license-certificate-signature = 発行元 { $issuer } の証明書は、ルート { $root } が署名したものではありません（書き換えか偽造です）。このファイルは使わず、販売元に確かめてください。
license-other-issuer = 書類は発行元 { $named } を名のりますが、ついている証明書は { $certified } のものです。発行元に、新しいファイルを依頼してください。
license-signature = この書類は、このままの形では { $issuer } が署名したものではありません（書き換えか偽造です）。発行元から、もう一度ファイルを受け取ってください。
license-unknown-signer = 取り消しリストに署名した { $signer } は、ここで知っているルートではありません。ソフトウェアを更新するか、発行元にファイル全体を依頼してください。
license-revocation-list = ライセンスについている取り消しリストを受け取れません。発行元に、新しいライセンスを依頼してください。
license-kind-not-allowed = { $issuer } は、この種類のライセンスを発行できません。販売元に確かめてください。
license-too-many-seats = { $issuer } が1件で出せる枠は { $allowed } までですが、このライセンスには { $granted } あります。販売元に確かめてください。
license-sequence-too-high = { $issuer } が使える通し番号は { $last } までですが、この書類は { $sequence } です。販売元に確かめてください。
license-issuer-not-yet-valid = この書類は、{ $issuer } が発行を認められるより前に作られています。販売元に確かめてください。
license-issuer-expired = この書類は、{ $issuer } の証明書が終わったあとに作られています。発行元に、証明書の更新と書類の作り直しを依頼してください。

### 署名した側の誤り

flaw-header = 見出しがありません
flaw-id = 番号が、A～Z・0～9・ハイフンの1～64文字ではありません
flaw-environment = 本番用か試験用かが書かれていません
flaw-sequence = 通し番号がありません
flaw-issuer = 署名した鍵が書かれていません
flaw-time = ありえない日時があります
flaw-validity = 始まるより前に終わります
flaw-name = 発行元の名前が、すべて目に見える1～64文字ではありません
flaw-public-key = 公開鍵が、使えるEd25519の鍵ではありません
flaw-license-kind = ライセンスの種類が分かりません（新しい版のソフトウェアなら分かるかもしれません）
flaw-seats = この種類のライセンスにはない枠の数です
flaw-bound-to = この種類に必要な、PCかリーダーの指定がありません
flaw-installation-key = 書かれているPCの鍵が32バイトではありません
flaw-serial = 書かれている製造番号が、A～Z・0～9・ハイフンの1～32文字ではありません
flaw-unit-key = 書かれているリーダーの製造時の鍵が32バイトではありません
flaw-supersedes = 置き換えるライセンスの一覧が正しくありません
flaw-lineage = 最初のライセンスの番号が正しくありません
flaw-chain = どのルートもしない認め方をしています
flaw-revoked = 取り消すものの一覧が正しくありません
flaw-revoked-issuers = ルートだけができる、発行元の取り消しをしています
flaw-nonce = 照合番号の長さが、この種類のものではありません
flaw-acts = PCの手続きの中での順番が正しくありません
flaw-product-key = プロダクトキーが正しくありません
flaw-list = リーダーかライセンスの一覧が正しくありません
flaw-machine = PCの部品の印が正しくありません

### 申請と返却

act-malformed = { $document }の作り方が正しくありません。{ $flaw }。医療機関に、作り直しを依頼してください。
act-signature = この書類は、このままの形ではPC（鍵 { $installation }）が署名したものではありません（書き換えか偽造です）。医療機関に、もう一度ファイルを依頼してください。

### 書類

document-too-large = 書類が { $len } バイトあります。どの書類も { $max-len } バイトまでです。
document-garbled = これは書類ではありません。ファイルが壊れているか、別のものです。もう一度コピーしてください。
document-unknown-kind = この版の知らない種類（{ $kind }）の書類です。ソフトウェアを更新してください。
document-signature-length = 書類の署名が { $len } バイトあります（正しくは { $signature-len } バイト）。もう一度ファイルをコピーしてください。
document-not-canonical = { $kind }が、署名した側の書く形になっていません。書き換えられたか、新しい版のものです。
document-other-kind = これは{ $found }です。ここに必要なのは{ $wanted }です。

### ルートのファイル

root-file-too-large = ファイルが { $len } バイトあります。ルートのファイルは { $max-root-file-len } バイトまでです。正しいファイルを選んでください。
root-file-not-text = ファイルが文字ではありません。ルートといっしょに作られた .pub ファイルを選んでください。
root-file-count = ファイルにルートが { $found } 個あります。1個だけ必要です。
root-file-private-key = ファイルに秘密鍵があります。.pub ファイルを置き、秘密鍵はこのPCに置かないでください。
root-file-not-ed25519 = ファイルの PUBLIC KEY が Ed25519 の鍵ではありません。ルートといっしょに作られた .pub ファイルを選んでください。
root-file-production = これは本番用のルートです。ファイルからは使えません（プログラムに組み込むものです）。
root-file-key = ルートのファイルの { $line } 行目に、使える鍵がありません。
root-file-other-id = ルートのファイルの { $line } 行目は { $named } を名のりますが、鍵は { $found } です。

### ファイル

text-empty = ファイルが空です。もう一度コピーしてください。
text-too-large = ファイルが { $len } バイトあります。ライセンスのファイルは { $max-file-len } バイトまでです。正しいファイルを選んでください。
text-no-block = ファイルに「-----BEGIN MADOGUCHI …-----」の行がなく、入力や読み取りの文字でもありません。正しいファイルを選んでください。
text-other-file = これは { $what } で、文字のファイルではありません。正しいファイルを選ぶか、BEGIN から END までの行を文字のファイルに写してください。
text-mail-source = これはメールの中身を変換した文字（{ $what }）で、記号が元のままではありません。添付ファイルか、メールの画面に出ている文字を写してください。
text-several = 書類がいくつも入っています（行: 種類 = { $listed }）。1つずつ別のファイルに分けるか、1つだけを写してください。
text-beheaded = ファイルの初めが欠けています（BEGIN の行がありません）。もう一度写してください。
text-other-label = ファイルにあるのは「{ $label }」で、このソフトウェアの書類ではありません。正しいファイルを選んでください。
text-truncated = ENDの行がありません（ファイルが途中で切れています）。もう一度コピーしてください。
text-labels-differ = BEGINの行とENDの行が、別のものを指しています。もう一度ファイルをコピーしてください。
text-garbled = BEGINの行とENDの行の間が、書き換わったか壊れています。もう一度ファイルをコピーしてください。
text-product-key = これはプロダクトキーで、書類ではありません。ライセンスの申請といっしょに渡すと、販売元が書類で答えます。
text-kind-differs = ファイルは「{ $label }」を名のりますが、中身は{ $kind }です。もう一度依頼してください。

### 入力や読み取りの文字

typed-group = { $place }に打ち間違いがあるか、その前の1組が抜けています。元の文字とくらべてください。
typed-cut = { $place }は10文字のうち { $found } 文字しかありません。元の文字とくらべてください。
typed-too-short = 10文字の組が { $found } 組で終わっています（正しくは { $expected } 組）。残りも入力してください。
typed-too-long = 10文字の組が { $found } 組あります（正しくは { $expected } 組）。余分な文字を消してください。
typed-digest = 打ち間違いの組がいくつかあります。全体を元の文字とくらべてください。
typed-part = 「MDG:1/3:…:」のような始まりを読めません。そのQRコードを読み取り直してください。
typed-part-missing = { $parts } 個のうち { $part } 個目がありません。そのQRコードも読み取ってください。
typed-other-document = 別の書類のQRコードが混ざっています。1枚の紙のものだけを読み取ってください。
typed-part-twice = { $part } 個目が2つあり、内容が違います。そのQRコードを読み取り直してください。

### 公開鍵

public-key-length = 公開鍵は32バイト（16進数で64文字）です。すべてコピーされたか確かめてください。
public-key-not-a-key = Ed25519の公開鍵ではありません。打ち間違いがないか確かめてください。
public-key-weak = この鍵は弱く、何も守れません。新しい鍵を作ってください。

### プロダクトキー

product-key-length = プロダクトキーは、MDGのあとが15文字です（これは { $found } 文字）。受け取ったキーとくらべてください。
product-key-character = MDGのあと { $place } 文字目に、プロダクトキーで使わない文字があります。受け取ったキーとくらべてください。
product-key-several = プロダクトキーが { $count } 個あります。1つだけを指定してください。
product-key-document = これはライセンスや申請の書類で、プロダクトキーではありません。MDG- で始まる行を探してください。
product-key-mail-source = これはメールの中身を変換した文字（{ $what }）です。メールの画面に出ているプロダクトキーを写してください。
product-key-other-file = これは { $what } で、文字ではありません。プロダクトキーの文字そのものを指定してください。
product-key-mistyped = プロダクトキーに違う文字があるか、2文字が入れ替わっています。受け取ったキーとくらべてください。

### 時刻の再設定の番号

nonce-length = 14文字ではなく { $found } 文字です。もう一度聞いてください。
nonce-character = { $place } 文字目は、この番号で使わない文字です。もう一度聞いてください。
nonce-check = 違う文字があるか、2文字が入れ替わっています。もう一度聞いてください。

### QRコード

code-too-long = { $chars } 文字は、1つのQRコードに入りません。分けてください。
code-count = 1枚のQRコードは { $max-codes } 個までです（これは { $codes } 個）。ファイルで渡してください。
code-image = 画像を書けませんでした。ファイルで渡してください。

root-list-line = ルートの一覧の { $line } 行目が、環境（production か test）、鍵の番号、公開鍵の順になっていません。
root-list-mixed = ルートの一覧の { $line } 行目は、その前の行と環境が違います。本番用と試験用は混ぜられません。
root-list-twice = ルートの一覧の { $line } 行目の鍵は、前にもあります。
root-list-count = 一覧にルートが { $count } 個あります。使うものと予備が必要です。
place-in-text = { $group } 組目（書かれた { $line } 行目）
place-in-part = { $part } 個目の { $group } 組目

### 書類の種類

kind-issuer-certificate = 発行元の証明書
kind-license = ライセンス
kind-revocation-list = 取り消しリスト
kind-activation-request = ライセンスの申請
kind-license-return = ライセンスの返却
kind-transfer-request = 同梱ライセンスの移行の申請
kind-time-reset = 時刻の再設定
environment-production = 本番用
environment-test = 試験用
