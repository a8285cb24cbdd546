# リーダーの画面に、コントローラーなしで出す文。en.ftl と同じキーを持つ。
reader-not-paired = 準備中です（このリーダーはまだ登録されていません。PCで「madoguchi unit pair」を実行してください）。
reader-pairing-failed = 登録できませんでした。ケーブルがPCに直接つながっているか確かめてください。自動でやり直します。
reader-out-of-order = ただいま使用できません。お手数ですが受付にお申し出ください。
