# 書類の内容の、1行ずつの説明。en.ftl と同じキーを持つ。

### 書類を1行ずつ説明するときの、行の見出し

label-document = 書類
label-contents = 内容
label-from = 申請元
label-wish = 希望
label-product-key = プロダクトキー
label-readers = 接続中のリーダー
label-lost-licenses = 故障したPCのライセンス
label-moved-license = 移すライセンス
label-old-reader = 故障したリーダー
label-new-reader = 交換後のリーダー
label-replaced-at = 交換日時
label-returned-by = 返却元
label-returned = 返すライセンス
label-act = 手続き
# 申請や返却に、操作の記録の位置が書かれているとき
label-audit = 操作の記録
label-gives = 内容
label-for = 対象
label-for-reader = 対象のリーダー
label-proof = リーダーの証明
label-supersedes = 置き換えるライセンス
label-lineage = 最初のライセンス
label-carried-list = 付属の取り消しリスト
label-issuer = 発行元
label-issuers-key = 発行元の鍵
label-may-issue = 発行できる種類
label-seats = 利用枠
label-documents = 使える通し番号
label-scope = 取り消せる範囲
label-takes-back = 取り消すもの
label-revoked-licenses = 取り消すライセンス
label-revoked-issuers = 取り消す発行元
label-time = 設定する時刻
label-nonce = 解除の番号
label-begin = 開始
label-end = 終了
label-heading = 見出し
label-signer = 署名者
label-signed-at = 署名日時
label-environment = 用途
label-id = 書類の番号
label-number = 通し番号

### 書類を1行ずつ説明するとき、それが何かを言う文

a-certificate = 発行元の証明書
a-license = ライセンス
a-revocation-list = ライセンスの取り消しリスト
a-request = ライセンスの申請
a-return = ライセンスの返却
a-transfer = 同梱ライセンスの移行の申請
a-time-reset = 時刻の再設定
kind-additional = 追加ライセンス
kind-bundled = 同梱ライセンス

### 書類を1行ずつ説明するときの、それぞれの行の内容

# 書類の中身を読めないとき
unreadable = 内容を読めません（壊れているか、新しい版のものです）
for-production = 本番用
for-tests = 試験用（診療には使えません）
# 本番用か試験用かが書かれていないとき
not-said = 書かれていません
# ライセンスの種類が分からないとき
unknown-kind = この版の知らない種類
# ライセンスに、PCもリーダーも書かれていないとき
for-nobody = 書かれていません
# 返却に、ライセンスが1件も挙げられていないとき
nothing-returned = なし
# 取り消しリストに、何も挙げられていないとき
nothing-revoked = なし
seats-of-product-key = プロダクトキーのとおりの利用枠
one-seat-wished = リーダー 1 台分の利用枠
seats-wished = リーダー { $seats } 台分の利用枠
# 申請のプロダクトキーが正しくないとき
wrong-product-key = 正しくないプロダクトキー
act-number = このPCの { $number } 番目
# 申請や返却に署名した時点の、操作の記録の位置
audit-place = { $number } 番目まで（照合値 { $digest }）
gives-one-seat = 追加ライセンス：リーダー 1 台分の利用枠（どのリーダーでも使えます）
gives-seats = 追加ライセンス：リーダー { $seats } 台分の利用枠（どのリーダーでも使えます）
gives-readers-seat = 同梱ライセンス：リーダー 1 台の利用枠（決まったリーダーだけが使えます）
proves-itself = リーダーが自分の鍵で示します
carried-one = 番号 { $number }（取り消し 1 件）
carried-some = 番号 { $number }（取り消し { $licenses } 件）
# 付属の取り消しリストを読めないとき
carried-unreadable = 読めません（壊れているか、新しい版のものです）
one-seat-each = 1 件につき 1 台分まで
seats-each = 1 件につき { $seats } 台分まで
numbers-up-to = { $last } まで
scope-own = 発行元が自分で出したライセンスだけ
scope-all = すべてのライセンスと発行元
revoked-from = { $issuer }（通し番号 { $number } 以降）
and-more = { $first } ほか { $count } 件
no-end = 期限なし
the-pc = PC（短い番号 { $key }）
# 書かれているPCの鍵が正しくないとき
wrong-key = 正しくない鍵のPC
# 書類に見出しがないとき
no-heading = ありません
signed-by-name = { $name }（鍵 { $key }）
signed-by-key = 鍵 { $key }
in-japan = { $at }（日本時間）
whole-day = { $day }（この日の終わりまで）
