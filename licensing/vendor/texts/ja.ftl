# 書類を見たときの文。en.ftl と同じキーを持つ。$why は英語の理由。
inspect-line = { $label }：{ $value }
inspect-signed-by = 確認：はい（署名：{ $by }）
inspect-signed-by-installation = 確認：はい（PC自身の署名、鍵 { $key }）
inspect-not-the-installation = 確認：いいえ。PC自身の署名ではありません（{ $why }）
inspect-unknown-certificate = 確認：いいえ。このソフトウェアの知らないルートの証明書です（{ $why }）
inspect-file = 確認：いいえ。ファイルが壊れているか、書き換えられています（{ $why }）
inspect-choice = 確認：いいえ。別の環境か、別の種類の書類です（{ $why }）
inspect-issuer = 確認：いいえ。発行元が正しく作っていません（{ $why }）
inspect-unknown-root = 確認：いいえ。このソフトウェアの知らないルートの書類です（{ $why }）
