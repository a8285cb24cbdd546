# 販売元のプログラムが表示する文。en.ftl と同じキーを持つ。

### 時刻、内容、相手を、ほかの文の中で言うとき

when = { $at }（日本時間）
gives-one = 追加ライセンス 1 枠
gives-some = 追加ライセンス { $seats } 枠
gives-bundled = リーダー同梱のライセンス 1 枠
installation = PC { $key }
unit = リーダー { $serial }
# 記録された書類から、相手のPCが分からないとき
who-unknown = 相手不明
part-machine-id = OSの番号
part-board = 基板
part-disk = 起動ディスク
kind-name-additional = 追加ライセンス
kind-name-bundled = 同梱ライセンス
# 証明書に、この版の知らない種類があるとき
kind-name-unknown = 不明
# 作った書類の場所を示すとき
file = ファイル：{ $path }

### パスフレーズを端末で聞くとき

ask-passphrase = { $path } のパスフレーズ:
ask-new-passphrase = 新しい鍵 { $path } のパスフレーズ:
ask-again = もう一度、同じもの:

### 行ったことに、気をつける点があるとき

warning = 注意：{ $what }

### 何かを終わらせる操作の前に、聞くとき

# revoke で、まだ取り消されていないライセンスがあるとき
taken-licenses = ライセンス { $licenses } 件を取り消します。リストが届いた医療機関では、その利用枠が使えなくなります。
# revoke --stolen-issuer で
taken-issuer = 発行元 { $issuer } が通し番号 { $from } 以降で署名したものを、すべて取り消します。リストが届いた医療機関では、その発行元のライセンスの利用枠が使えなくなります。正しく販売したものは、別の発行元で作り直す必要があります。
# revoke で、取り消すものを言ったあとに
taken-for-good = 取り消しは元に戻せません。
# book で、取り消しリストが台帳の有効なライセンスを終わらせるとき
taken-booked-list = この取り消しリストを記録すると、台帳で有効なライセンス { $licenses } 件（医療機関 { $clinics } か所）が終わります。記録は元に戻せません。
# book で、返却が台帳のライセンスを終わらせるとき
taken-return = PC { $key } の返却を記録すると、台帳のライセンス { $licenses } 件が終わり、そのプロダクトキーは別のPCで使えるようになります。返却したときの鍵には、もう何も発行できません。記録は元に戻せません。
# transfer で、まだ移していないとき
taken-transfer = ライセンス { $license } の 1 枠を、リーダー { $old } からリーダー { $new } に移します。リーダー { $old } は、このライセンスを使えなくなります。元に戻せません。
# reissue で、まだ渡していないライセンスがあるとき
taken-reissue = PC { $pcs } 台を故障として記録し、そのライセンス { $licenses } 件（{ $seats } 枠）を終わらせて、申請したPCに発行し直します。元に戻せません。
# transfer と reissue で、--anyway によって証明なしで渡すとき
taken-unproven = { $licenses } 件は、申請した相手のものだと示すものがありません。疑いとして記録します。

### inspect で、書類の内容と確認の結果を示すとき

inspect-line = { $label }：{ $value }
inspect-signed-by = 確認：はい（署名：{ $by }）
inspect-signed-by-installation = 確認：はい（PC自身の署名、短い番号 { $key }）
# 申請や返却を、名のるPCのものと認められないとき
inspect-not-the-installation = 確認：いいえ。名のるPCの、正しい書類ではありません。{ $why }
# 発行元の証明書を、どのルートも認めていないとき
inspect-unknown-certificate = 確認：いいえ。{ $why }
# 署名が中身と合わないとき
inspect-file = 確認：いいえ。このファイルは信用できません。{ $why }
# 別の環境の書類のとき
inspect-choice = 確認：いいえ。環境が違います。{ $why }
# 発行元が正しく作っていないか、許されていないものを作ったとき
inspect-issuer = 確認：いいえ。正しく発行された書類ではありません。{ $why }
# 書類のルートを、確認に使うルートの中に見つけられないとき
inspect-unknown-root = 確認：いいえ。知らないルートの書類です。{ $why }
inspect-root = ルート { $key }

### key root と key issuer で、作った鍵を示すとき

key-root = ルート：{ $key }
key-private = 秘密鍵：{ $path }（ネットワークから離れた場所に保管してください）
key-public-test = 公開鍵：{ $path }（試験用のPCに置きます）
key-public-production = 公開鍵：{ $path }（プログラムに組み込む一覧の1行）
key-issuer = 発行元：{ $key }（{ $name }）
key-issuer-folder = フォルダー：{ $path }

### key list で、フォルダーにある鍵を示すとき

keys-nothing = 鍵はありません：{ $path }
keys-root = ルート：{ $key }（{ $environment }）
keys-issuer = 発行元：{ $key }（{ $environment }）
keys-place = 場所：{ $path }
keys-line = 一覧の行：{ $line }
keys-name = 名前：{ $name }
keys-certified-by = 認めたルート：{ $key }
keys-may-issue = 発行できるもの：{ $kinds }、1件に { $seats } 枠まで
keys-numbers = 通し番号：{ $last } まで
keys-from = 開始：{ $at }
keys-until = 終了：{ $at }。その前に署名したものは、そのあとも有効です
keys-encrypted = 秘密鍵：暗号化されています
keys-not-encrypted = 秘密鍵：暗号化されていません（！）
keys-elsewhere = 秘密鍵：ここにはありません
keys-next = 次の番号：{ $next }
keys-no-next = 次の番号：ここにはありません
keys-list = 取り消しリスト：{ $number } 号（ライセンス { $licenses } 件、発行元 { $issuers } 件）
keys-no-list = 取り消しリスト：ここにはありません
keys-roots-list = ルートの取り消しリスト：{ $number } 号（ライセンス { $licenses } 件、発行元 { $issuers } 件）
keys-no-roots-list = ルートの取り消しリスト：ここにはありません
# 続く行が理由を言う
keys-unusable = 使えません：{ $path }
keys-because = 理由：{ $why }

### revoke、carry、reset で、作ったものを示すとき

revoked-number = リストの番号：{ $number } 号
revoked-counts = このリストが取り消すもの：ライセンス { $licenses } 件、発行元 { $issuers } 件（以前の分を含みます）
carried = これから { $path } で作るすべてのライセンスに、ルートの取り消しリスト { $number } 号が付きます
reset-installation = 対象のPC：{ $key }
reset-time = 設定する時刻：{ $at }

### 作ったライセンスを渡すとき

issued-file = ファイル：{ $path }
# 同じ申請に、前に作ったライセンスをもう一度渡すとき
issued-again = もう一度渡します：最初に渡した日時は { $at }
issued-owner = 医療機関：{ $clinic }（購入者：{ $customer }）
issued-out = ファイル：{ $path }
issued-picture = 画像：{ $path }
issued-drawing = 図：{ $path }
issued-typed = 入力用の文字：
issued-code = QRコード { $number } / { $parts }：
# 行ったことから、台帳に疑いが残ったとき
issued-doubt = { $title }：{ $what }「ledger doubts」で確かめてください。

### product add、import、export で、終わったことを示すとき

products-added-one = 商品を 1 個作りました：{ $gives }
products-added = 商品を { $count } 個作りました：{ $gives }
products-keys = プロダクトキー：{ $path }（キーの全体が書かれています。持っている人は誰でも使えます）
products-imported = 商品を { $new } 個取り込みました（{ $old } 個はすでにありました）
products-exported = 商品を { $count } 個書き出しました

### product list と product show で

# 示すものがないとき
products-none = 商品はありません
products-term = { $days } 日間
products-line-owner = { $clinic }（購入者：{ $customer }）
product-key = プロダクトキー：{ $key }
product-gives = 内容：{ $gives }
product-term = 期間：{ $days } 日間
product-no-term = 期間：期限なし
product-customer = 購入者：{ $customer }
product-clinic = 医療機関：{ $clinic }
product-state = 状態：{ $state }
product-license = ライセンス：{ $license }
product-reissues = 再発行：{ $count } 回
state-free = 未使用
state-free-again = 返却済み
state-revoked = 取り消し
state-used = 使用中

### book で、記録したものを示すとき

booked-list = 記録：{ $issuer } の取り消しリスト { $number } 号
booked-revoked = 取り消し：{ $license }
booked-revoked-nothing = 取り消し：この台帳で有効なものはありません
booked-return = 記録：PC { $key } の返却
booked-return-again = 記録：PC { $key } の返却（{ $at } に記録済み）
booked-free = 返却：{ $license }（プロダクトキー { $key } は、別のPCで使えます）
booked-stays = 変更なし：{ $license }（リーダー { $unit } のものです）
booked-ended = 変更なし：{ $license }（{ $end }）
booked-others = 変更なし：{ $license }（別のPCのものです）
booked-unknown = 変更なし：{ $license }（この台帳にはありません）

### ledger の各コマンドで、台帳の内容を示すとき

ledger-folder = 台帳：{ $path }
ledger-head = 末尾の記録：{ $head }
ledger-whole = 完全です：手続き { $acts } 件が、すべて記録されたとおりです
ledger-goes-by = 控えを通ります：{ $head }
doubts-none = 疑いはありません：PCから届いたものと、発行元の署名は、すべて合っています
doubts-installation = PC：{ $key }（{ $clinic }）
# PCに、この台帳のライセンスを渡したことがないとき
doubts-unknown-clinic = 不明の医療機関
doubts-noticed = 気づいた日時：{ $at }
doubts-evidence = 根拠：手続き { $acts }
due-owner = { $clinic }（購入者：{ $customer }）
due-one-seat = PC { $key } の 1 枠
due-seats = PC { $key } の { $seats } 枠
due-unit = リーダー { $serial } の 1 枠
due-no-end = 期限なし
due-ended = { $at } に終了
due-ends = { $at } まで
due-nobody = ライセンスを持つ医療機関はありません
due-nothing = { $days } 日以内に終わるものはありません

### ライセンスがいつ、なぜ終わったかを、ほかの文の中で言うとき

end-returned = { $at } に返却されました
end-reissued = PCが故障したため、{ $at } に { $by } として再発行されました
end-moved = { $at } に、リーダー { $to } の { $by } に移りました
end-revoked = { $at } に、取り消しリスト { $list } 号で取り消されました
end-revoked-issuer = { $at } に、取り消しリスト { $list } 号で発行元の鍵ごと取り消されました
end-renewed = 発行元の鍵が取り消されたため、{ $at } に { $by } として作り直されました

### product show で、これまでの手続きを1行ずつ示すとき

act-line = { $at }  手続き { $act }：{ $what }
act-begun = 台帳の開始
act-entered = 登録
act-entered-with-others = 登録（ほか { $count } 個といっしょに）
act-shipped = 出荷：{ $license }
act-activated = 使用開始：{ $license }
act-transferred = { $who } の申請で移行：{ $license }
act-reissued = PCの故障で再発行：{ $license }
act-returned = { $who } から返却
act-revoked-by-root = ルートが取り消し
act-revoked-by-issuer = 発行元が取り消し
act-heard = { $who } からの連絡。答え：{ $answer }
act-answer-again = ライセンス { $license } をもう一度渡しました
# 答えを日本語で残さなかった、以前の版の記録のとき
act-answer-of-old = （以前の版の英語の記録）{ $answer }
# 記録されたライセンスを読めないとき
act-unreadable-license = 読めないライセンス
act-license = { $id }（{ $place }）
act-license-in-place = { $id }（{ $place }、{ $old } の代わり）

### ledger doubts と渡すときの注意で、疑いの名前を言うとき

doubt-title-forked = データフォルダーの複製か、バックアップからの復元
doubt-title-double = 1台のリーダーが2か所に
doubt-title-broken-serves = 故障したはずのリーダーが別の場所に
doubt-title-speaks-after-return = 返却したPCからの連絡
doubt-title-speaks-after-loss = 故障したはずのPCからの連絡
doubt-title-number-again = 発行元の番号の後戻り
doubt-title-same-number = 同じ番号が2回
doubt-title-unproven = 証明なしで渡したライセンス
doubt-title-other-machine = 別のPC、または修理

### ledger doubts と渡すときの注意で、疑いを説明するとき

# PCの手続きの同じ順番に、違うものが2つ届いたとき
doubt-forked = このPCは、手続きの { $counter } 番目に違うものを2つ署名しました。データフォルダーか仮想マシンの複製、またはバックアップからの復元です。どれか、医療機関に聞いてください。
# 1台のリーダーを、短い間に2台のPCが挙げたとき
doubt-double = このPCにあるリーダー { $unit } は、PC { $other } にもありました（{ $at }）。リーダーは1か所にしかありません。その間に移したのか、製造番号とライセンスの複製か、医療機関に聞いてください。
# 故障として移したリーダーを、別のPCが猶予の間に挙げたとき
doubt-broken-serves-in-grace = リーダー { $unit } は { $at } に故障とされましたが、別のPCにあります（最初のライセンス { $lineage } の、14日の猶予の間に見えました）。どちらで使っているか、医療機関に聞いてください。
# 同じことが、猶予のあとに見えたとき
doubt-broken-serves = リーダー { $unit } は { $at } に故障とされましたが、別のPCにあります（最初のライセンス { $lineage } の、14日の猶予のあとに見えました）。どちらで使っているか、医療機関に聞いてください。
# 返却したPCの鍵で、あとから何かが届いたとき
doubt-speaks-after-return = このPCは { $at } にライセンスを返却し、そのとき鍵はなくなったはずです。返却より前のデータフォルダーの複製か、バックアップが使われています。
# 故障とされたPCの鍵で、あとから何かが届いたとき
doubt-speaks-after-loss = このPCは故障とされ、ライセンスは { $at } に再発行されました。PCか、そのバックアップが動いています。医療機関に聞いてください。
# 発行元のフォルダーが、使った番号をもう一度出したとき
doubt-number-again = 発行元 { $issuer } の次の番号は { $number } でしたが、それは { $first } の番号です。フォルダーが古いバックアップから戻されたか、2か所で使われています。このライセンスには、台帳にない次の番号をつけました。フォルダーを1つにし、「sequence」の番号を、どこかで使ったどの番号よりも大きくしてください。
# 台帳に、同じ番号の書類が2つあるとき
doubt-same-number = 発行元 { $issuer } は、番号 { $number } で2つの書類に署名しました。{ $first } と、あとの { $second } です。同じ番号のライセンスは、医療機関では先のものしか受け取りません。フォルダーが古いバックアップから戻されたか、2か所で使われているか、鍵が盗まれています。どれか確かめ、受け取られないものを発行し直してください。
# --anyway で渡したとき
doubt-unproven = ライセンス { $license } の利用枠を渡しましたが、プロダクトキーも前の申請も、誰のものかを示していません。販売元の判断です。
# 分かっている部品の半分より多くが変わったとき
doubt-other-machine = 前の連絡から、分かっている部品 { $known } 個のうち { $changed } 個が変わりました（{ $parts }）。おそらく別のPCです（移行、復元、または複製）。
# 変わった部品が半分までか、分かっている部品が1個のとき
doubt-repaired-machine = 前の連絡から、分かっている部品 { $known } 個のうち { $changed } 個が変わりました（{ $parts }）。修理でもそうなります。
