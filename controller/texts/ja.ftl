# 人に見せる文章（日本語）。何が起きたか、なぜか、次にどうするかの順に書く。
# 用語: リーダー = unit、窓口 = counter、受付番号 = number、利用枠 = seat。

### 単語

unknown-unit = リーダー
unit-at-counter = 「{ $counter }」のリーダー（{ $serial }）

state-unspecified = －
state-waiting = 順番待ち
state-parked = 保留
state-called = 呼び出し中
state-verifying = リーダーで確認中
state-missed = 不在
state-done = 完了
state-cancelled = 取り消し
state-ended = 終了

class-normal = 通常
class-priority = 優先
class-urgent = 緊急

means-paper = 資格確認書
means-seen = 目視
means-mobile = モバイル端末
means-other = その他

placement-standing = 立って使う窓口
placement-seated = 座って使う窓口

wish-placement-standing = 立って使う窓口
wish-placement-seated = 座って使う窓口（車いす・お子さま向け）
wish-tag = 『{ $tag }』に対応した窓口
wish-unit = リーダー { $serial }

### リーダーを使えるかどうか

seat-included = このリーダーには利用枠があります（基本の利用枠）。
seat-bundled = このリーダーには利用枠があります（同梱ライセンス { $license }）。
seat-additional = このリーダーには利用枠があります（追加ライセンス { $license }）。
seat-not-used = このリーダーには利用枠がありますが、休止中か故障のため、いまは使われていません。受付にお尋ねください。

admission-not-paired = このリーダーはまだ登録されていないため、使えません。「madoguchi unit pair」で登録してください。
admission-key-superseded = このリーダーは登録し直されており、古い登録情報のままなので使えません。新しい登録情報をリーダーに入れてください。
admission-other-certificate = この製造番号の機器とmadoguchiが、たがいを確かめられませんでした。機器の登録情報が壊れているか、ほかのmadoguchiで作られたものです。このPCのリーダーであれば、ペアリングか登録をやり直して、新しい登録情報を入れてください。
admission-retired = このリーダーは取り外し済みとして記録されているため、使えません。また使うときは登録し直してください。
admission-replaced = このリーダーは { $by } に交換されたため、使えません。交換後のリーダーをお使いください。
admission-identity-mismatch = 登録された製造番号とUSBから読み取った製造番号（{ $usb }）が違うため、使えません。リーダーの底の製造番号を確かめ、「madoguchi unit pair」で登録し直してください。それでも直らないときは、サポートに連絡してください。
admission-identity-unshown = USBから製造番号を読み取れないため、使えません。ケーブルを抜き差ししても直らないときは、サポートに連絡してください。
admission-serial-twice = 同じ製造番号のリーダーがもう1台（USBポート { $port }）つながっているため、どちらも使えません。身に覚えのないほうを外してください。見分けられないときは、両方とも外してサポートに連絡してください。
admission-port-in-use = USBポート { $port } は、リーダー { $by } が先に使っています。PCの別のUSBポートに直接つないでください。
admission-link-unknown = どのUSBポートにつながっているかを確認できないため、使えません。ケーブルを抜き差ししても直らないときは、「madoguchi doctor」の結果を添えてサポートに連絡してください。
admission-not-usb = USBではない経路（{ $interface }）でつながっているため、使えません。付属のUSBケーブルでPCに直接つないでください。
admission-behind-hub = USBハブ（{ $hub }）を通してつながっている（USBポート { $port }）ため、使えません。ハブを外して、PCのUSBポートに直接つないでください。外せるハブが見当たらないときは、「madoguchi doctor」の結果をサポートに伝えてください。
admission-behind-some-hub = USBハブを通してつながっている（USBポート { $port }）ため、使えません。ハブを外して、PCのUSBポートに直接つないでください。外せるハブが見当たらないときは、「madoguchi doctor」の結果をサポートに伝えてください。
admission-fleet-full = 1台のPCで使えるリーダーは4台までです。ほかの4台が使っているため、このリーダーは使えません。ほかの1台を外して1分ほど待つか、「madoguchi unit retire」で取り外し済みにすると、その場所が空きます。
admission-factory-key-not-proven = このリーダーは使えません。同梱ライセンスは、工場でリーダーに入れた鍵を求めますが、このリーダーはその鍵を証明していません。リーダーのソフトウェアを更新して、つなぎ直してください。直らないときは、シリアル番号をサポートへお伝えください。
admission-no-seat = リーダーの利用枠が足りないため、このリーダーは使えません。いまの利用枠は「madoguchi license list」で確かめられます。追加ライセンスを入れると、PC1台で4台まで利用枠が増えます。

### 呼び出しの取り消しと接続の終了（リーダーの画面）

withdrawal-by-staff = 受付で変更があったため、この呼び出しは取り消されました。受付の案内をお待ちください。
withdrawal-expired = お呼び出しの時間が過ぎたため、取り消しました。受付にお声がけください。
withdrawal-unit = この呼び出しを取り消しました。あらためてお呼びしますので、お待ちください。
withdrawal-verified-elsewhere = 確認が済んでいることが分かったため、呼び出しを取り消しました。受付にお声がけください。
withdrawal-not-current = この呼び出しはもう有効ではありません。受付の案内をお待ちください。

closing-superseded = 同じリーダーが新しくつながったため、古いほうの接続を終了しました。操作は必要ありません。

protocol-peer-too-old = リーダーのソフトウェアが古い（通信の版 { $peer }、必要な版 { $ours } 以上）ため、つなげません。リーダーのソフトウェアを更新してください。
protocol-peer-too-new = このPCのソフトウェアが古い（通信の版 { $ours }、リーダーの版 { $peer } 以上）ため、つなげません。このPCのmadoguchiを更新してください。

### 受付の操作が通らなかったとき

refusal-no-such-ticket = 受付番号 { $number } は見つかりません。番号を確かめてください。
refusal-number-in-use = 受付番号 { $number } は、まだ終わっていない受付で使われています。別の番号で受け付けてください。使っている受付は「madoguchi ticket show { $number }」で確かめられます。
refusal-queue-full = 終わっていない受付が上限の { $limit } 件に達したため、追加できません。済んだ受付を取り消してから、もう一度追加してください。
refusal-too-many-signatures = 待っている受付の条件の組み合わせが上限の { $limit } 通りに達したため、この操作はできません。条件を減らすか、少し待ってからもう一度操作してください。
refusal-too-many-wishes = 1件の受付につけられる条件は、必須と希望がそれぞれ { $limit } 個までです。条件を減らしてください。
refusal-wishes-exclude = 「{ $first }」と「{ $second }」の両方に合うリーダーはありません。どちらか1つにしてください。
refusal-no-unit-has = タグ『{ $tag }』の付いたリーダーは、この施設にありません。付いているタグ: { $known }。打ち間違いがないか確かめてください。このままでよいときは「--yes」を付けてください。必須の条件であれば、そのタグの付いたリーダーができるまで待つことになります。
refusal-no-unit-has-any-tag = タグ『{ $tag }』の付いたリーダーは、この施設にありません。タグの付いたリーダーは1台もありません。打ち間違いがないか確かめてください。このままでよいときは「--yes」を付けてください。必須の条件であれば、そのタグの付いたリーダーができるまで待つことになります。
refusal-no-unit-has-all = この施設には、「{ $wishes }」のすべてに合うリーダーがありません（1つ1つに合うリーダーはあります）。条件を減らすか、別のリーダーを選んでください。このままでよいときは「--yes」を付けてください。すべてに合うリーダーができるまで待つことになります。
refusal-no-unit-has-all-tied = リーダー { $unit } は、必要な条件「{ $wishes }」に合いません。条件を減らすか、別のリーダーを選んでください。このままでよいときは「--yes」を付けてください。そのリーダーが合うようになるまで待つことになります。
refusal-wrong-state = 受付番号 { $number } は「{ $state }」のため、この操作はできません。{ $way }
refusal-at-the-reader = 受付番号 { $number } の方は、いまリーダー { $unit } で確認中のため、この操作はできません。終わるまでお待ちください。そのあと次の方を呼ばないようにするには、「madoguchi unit pause { $unit }」で休止してください。
refusal-at-the-reader-silent = 受付番号 { $number } の方は、いまリーダー { $unit } で確認中のため、この操作はできません。リーダーからは、しばらく応答がありません。他の方法で確認できたときは「madoguchi ticket done { $number } --by 方法」で完了にできます（方法は paper、seen、mobile、other）。次の方を呼ばないようにするには、「madoguchi unit pause { $unit }」で休止してください。
refusal-reader-alive = 受付番号 { $number } の方は、いまリーダー { $unit } で確認中です。リーダーから { $seconds } 秒のあいだ応答がないときに限り、他の方法で完了にできます（早くて { $from }）。それまでは、終わるのをお待ちください。そのあと次の方を呼ばないようにするには、「madoguchi unit pause { $unit }」で休止してください。
refusal-called-too-often = 受付番号 { $number } は呼び出しの上限（{ $limit } 回）に達しました。リーダーとケーブルを確かめ、この受付を取り消して、もう一度受け付けてください。
refusal-nothing-to-undo = 受付番号 { $number } には、元に戻せる操作がありません。元に戻せるのは直前の操作だけで、数秒以内、かつ状況が変わっていないときに限ります。{ $way }
refusal-no-such-need-nothing = 受付番号 { $number } には必須の条件が付いていないため、外すものはありません。
refusal-no-such-need-not-this = 受付番号 { $number } に、必須の条件「{ $wish }」は付いていません。付いている必須の条件は「{ $wishes }」です。
refusal-no-such-need-met = 受付番号 { $number } の必須の条件すべてに合うリーダーが使えるため、何も外していません。それでも外すときは「madoguchi ticket drop-need { $number } --need 条件」で条件を指定してください。
refusal-no-such-need-none-serves = いま使えるリーダーがありません。受付番号 { $number } が待っているのは条件のためではないので、何も外していません。それでも外すときは「madoguchi ticket drop-need { $number } --need 条件」で条件を指定してください。
refusal-nothing-to-change = 受付番号 { $number } は、もうその区分と条件になっているため、何も変えていません。いまの区分と条件は「madoguchi ticket list」で確かめられます。
refusal-no-such-walk-up = 指定された「呼び出し外の確認」は見つかりません。「madoguchi ticket walk-ups --all」で一覧を確かめてください。
refusal-no-walk-up-at = リーダー { $unit } には、受付番号の付いていない本日の「呼び出し外の確認」がありません。「madoguchi ticket walk-ups --all」で一覧を確かめてください。
refusal-walk-up-bound = この「呼び出し外の確認」は、すでに別の受付の結果になっています。「madoguchi ticket walk-ups --all」で確かめてください。
refusal-walk-up-failed = リーダー { $unit } での「呼び出し外の確認」は、リーダーの不具合で終わったため、受付の結果にできません。もう一度ご案内ください。
refusal-no-such-unit = 窓口名または製造番号が「{ $unit }」のリーダーはありません。登録されているリーダー: { $known }
refusal-no-such-unit-none = 窓口名または製造番号が「{ $unit }」のリーダーはありません。リーダーは1台も登録されていません。「madoguchi unit pair」で登録してください。
refusal-counter-shared = 窓口「{ $counter }」には、リーダーが2台以上あります。製造番号で指定してください: { $units }
refusal-unit-retired = リーダー { $unit } は取り外し済みのため、この操作はできません。また使うときは登録し直してください。
refusal-reader-away = リーダー { $unit } は接続していないため、どのリーダーかを表示できません。リーダーの電源とUSBケーブルを確かめてください。分かっていることは、リーダーの一覧に表示されます。
refusal-in-maintenance = リーダー { $unit } は整備中のため、休止や再開はしません。整備が終わったら「madoguchi unit maintenance { $unit } --end」で戻してください。
refusal-until-passed = リーダー { $unit } の整備が終わる予定の時刻を過ぎています。これからの時刻を書くか、予定を省いてください。
refusal-reader-in-use = リーダー { $unit } は、患者さんを呼び出しているか利用中のため、画面を変えません。空いてから、もう一度行ってください。
refusal-reader-too-old = リーダー { $unit } のソフトウェア（{ $software }）は古いため、どのリーダーかを表示できません。リーダーのソフトウェアを更新してください。それまでは、リーダー本体の製造番号で見分けてください。
refusal-restart-away = リーダー { $unit } は接続していないため、再起動できません。リーダーの電源とUSBケーブルを確かめてください。分かっていることは、リーダーの一覧に表示されます。
refusal-restart-too-old = リーダー { $unit } のソフトウェア（{ $software }）には、ここから再起動する機能がありません。リーダーのソフトウェアを更新するか、メーカーのソフトウェアが設定されているか（agent.toml）を確かめてください。それまでは、患者さんがいないときに、リーダー本体で再起動してください。
refusal-unit-not-free = リーダー { $unit } には、いま呼び出せません。{ $why }
refusal-need-unmet = リーダー { $unit } は、受付番号 { $number } に必要な条件「{ $wish }」を満たしていません。別のリーダーを選ぶか、この条件なしでよければ「madoguchi ticket drop-need { $number } --need { $need }」で外してください。
refusal-no-free-unit-lack = 受付番号 { $number } は呼び出せません。{ $why }
refusal-no-free-unit-in-line = 受付番号 { $number } を呼び出せる空いたリーダーが、いまありません。列で順番を待っています。「madoguchi ticket show { $number }」で、何を待っているかが分かります。
refusal-no-free-unit-aside = 受付番号 { $number } を呼び出せる空いたリーダーが、いまありません。列に入っていないため、空いても自動では呼び出しません。{ $way }
refusal-no-free-unit-held = 受付番号 { $number } を呼び出せる空いたリーダーが、いまありません。前の日の受付のため、空いても自動では呼び出しません。空いてからもう一度呼び出すか、今日の方であれば新しく受付してください。
refusal-license-not-for-here = このライセンスは入れられません。{ $standing }
refusal-too-many-licenses = 入っているライセンスが上限の { $limit } 件に達しているため、追加できません。サポートに連絡してください。
refusal-bridged-before = 故障したPCの代わりとしては、このライセンスを入れられません。{ $lineage } は以前にこの猶予を使ったか、新しいライセンスがすでに入っています。購入元に新しいライセンスを依頼してください。
refusal-list-not-newer = この取り消しリスト（{ $number } 番）は、すでにあるリスト（{ $known } 番）より新しくないため、何も変えていません。最新のリストを購入元から受け取ってください。
refusal-list-taken-back = この取り消しリスト（{ $number } 番）は、すでに取り消された鍵で署名されているため、何も変えていません。最新のリストを購入元から受け取ってください。
refusal-act-out-of-order = その間にこのPCで別の署名（{ $counter } 番）が行われたため、何もしていません。もう一度操作してください。
refusal-nothing-to-return = 返却できる追加ライセンスがこのPCにはありません。「madoguchi license list」で一覧を確認してください。
refusal-reset-not-asked = 時計の補正は依頼されていないか、この補正はすでに使われました。新しく依頼を作り、サポートへ送ってください。
refusal-reset-taken-back = この時計の補正は、取り消された鍵で署名されています。購入元に、新しい補正を依頼してください。
refusal-request-id-in-use = 要求番号（request_id）{ $request } は、前に別の操作で使われています。今回の操作は行っていません。同じ要求番号は、同じ内容をもう一度送るときだけ使えます。新しい要求番号を付けて送り直し、送ったプログラムを確かめてください。
refusal-session-named-otherwise = リーダーは前に、セッション { $session } を別の受付番号のものと伝えています。今回の結果は数えていません。リーダーのメーカーに、プログラムの確認を依頼してください。
refusal-sequence-in-use = このライセンスの発行者（{ $issuer }）の通し番号 { $sequence } は、先に入れたライセンス { $first } の番号です。1つの通し番号は1つのライセンスだけのものなので、今回のライセンスは入れていません。このファイルを購入元に送り、{ $first } と通し番号が同じことを伝えて、別の通し番号のライセンスを依頼してください。
refusal-license-id-in-use = 番号が { $license } の別のライセンスが、すでに入っています。同じ番号のライセンスは2つ入れられません。購入元に確かめてください。
refusal-reset-of-another-request = この時計の補正は、別の依頼への回答です。最新の依頼をサポートへ送り、その回答を使ってください。
refusal-reset-of-another-installation = この時計の補正は、別のPC（{ $installation }）のものです。このPC用に作られたファイルを使ってください。
refusal-bad-counter = 窓口の名前は目に見える文字で1～32文字、タグは8個までにしてください。
refusal-bad-cable = ケーブルのメモは目に見える文字で32文字以内、1行で書いてください。
refusal-key-in-use = この登録情報はリーダー { $unit } のものです。リーダーごとに別々に登録してください。
refusal-too-many-units = 登録できるリーダーは、取り外し済みのものを含めて { $limit } 台までです。サポートに連絡してください。
refusal-replaces-itself = リーダー { $unit } を、それ自身と交換することはできません。新しいリーダーの製造番号を確かめてください。
refusal-replace-no-ground = リーダー { $unit } 本体の故障とは分かっていないため、交換していません。故障のないリーダーを送っても、そのまま戻されます。「madoguchi support triage { $unit }」で切り分け、本体の故障と出たら、同じ答えを付けて交換してください。手元にない、壊れたのが見て分かるなど、切り分けられないときは、交換の理由を付けてください。
refusal-replaced-already = リーダー { $old } は、すでに { $by } に交換されているため、この操作はできません。代わりに { $by } の製造番号を指定してください。
refusal-other-edition = リーダー { $old } と { $new } は種類が違うため、交換できません。1:1接続版は1:1接続版、複数台接続版は複数台接続版と交換します。箱の表示を確かめ、登録した種類が違うときは登録し直してください。
refusal-stale-connection = リーダー { $unit } は別の接続に切り替わっています。操作は必要ありません。
refusal-nothing-to-confirm = 内部の時刻は、PCの時計に合っています。操作は必要ありません。
refusal-no-day-to-undo = 元に戻せる「受付の終了」がありません（コマンドで終了していないか、すでに元に戻しています）。終わった受付は「madoguchi ticket reopen 番号」で開き直せます。
refusal-next-day-began = 終了のあとに追加した受付がすでに呼び出されたため、まとめて元に戻せません。「madoguchi ticket reopen 番号」で1件ずつ開き直してください。
refusal-day-ended-by-itself = 前回の受付の終了は、決められた時刻に自動で行われました。まとめて元に戻せるのは、コマンド（madoguchi day end）での終了だけです。「madoguchi ticket reopen 番号」で1件ずつ開き直してください。
refusal-clock-moved-on = 確かめていただいたあとで、PCの時計が変わりました。「madoguchi time show」で見直してから、もう一度操作してください。時刻は変えていません。
refusal-no-such-person = 「{ $name }」という名前でログインできる人はいません。「madoguchi user list」で一覧を確かめてください。
refusal-person-exists = 「{ $name }」という名前は、すでにログインできる人が使っています（大文字と小文字は区別しません）。別の名前にしてください。
refusal-too-many-people = ログインできる人は { $limit } 人までです。「madoguchi user list」で一覧を確かめ、もうログインしない人を削除してください。
refusal-last-administrator = 「{ $name }」はただ1人の管理者のため、削除していません。先に別の管理者を追加してください。
# ログインのとき。どれが違うかは言わない
refusal-wrong-login = 名前、パスワード、確認コードのどれかが違います。確認コードは1回だけ、短い間だけ使えます。パスワードや認証アプリが使えなくなったときは、このPCの持ち主に、パスワードを新しくするよう頼んでください。

act-disk-full = PCの空き容量が { $free } MiBしかないため、新しい受付や登録ができません。不要なファイルを消して空きを増やしてください。確認中の方は最後まで続けられます。
act-store-failed = 変更を保存できなかったため、madoguchiは停止します。再起動して、いまの操作が反映されたかどうかを確かめてください。くり返すときは、PCのディスクの点検を依頼してください。
act-store-too-much = 変更は行われませんでした。一度に保存できる量を超えたためで、一部だけが残ることはありません。madoguchiは停止します。再起動してください。ディスクの故障ではありません。くり返すときは、サポートに連絡してください。
act-stopped = madoguchiは停止中です。起動してから、もう一度操作してください。

### 代わりにできること

way-waits = すでに列で待っています。「madoguchi ticket show { $number }」で、何を待っているかが分かります。
way-unpark = 「madoguchi ticket unpark { $number }」で列に戻せます。
way-recall = 「madoguchi ticket recall { $number }」で列に戻せます。
way-take-back = 呼び出しを取り消して保留にするには「madoguchi ticket park { $number }」、受付を取り消すには「madoguchi ticket cancel { $number }」を使ってください。
way-at-the-reader = リーダーで確認中です。終わるまでお待ちください。
way-reopen = 「madoguchi ticket reopen { $number }」で、開き直せます。
way-earlier-day = これは { $day } の受付です。今日の方は「madoguchi ticket add { $number }」で追加してください。その日の受付は「madoguchi ticket reopen { $number }」で開き直せます。
way-add-anew = この受付は元に戻せません。「madoguchi ticket add」で、あらためて受付してください。

### どのリーダーでも受けられない理由

lack-none-enrolled = リーダーが1台も登録されていないため、使えるリーダーがありません。「madoguchi unit pair」で登録してください。
lack-no-unit-serves = いま使えるリーダーがありません。{ $readers }
lack-need-unmet = 必要な条件「{ $wish }」に合うリーダーが、いま使えません。{ $by }リーダーを用意するか、この条件なしでよければ「madoguchi ticket drop-need { $number } --need { $need }」で外してください。
lack-need-unmet-replaced = リーダー { $unit } に決めてありますが、そのリーダーは { $by } に交換されました。{ $by } でよければ「madoguchi ticket move { $number } --unit { $by }」で変えてください。どのリーダーでもよければ「madoguchi ticket drop-need { $number } --need { $need }」で条件を外してください。
lack-nobody-has-it = この施設には、合うリーダーが登録されていません。
lack-nobody-has-all = この施設には、すべてに合うリーダーが登録されていません。
lack-needs-apart = 必要な条件「{ $wishes }」の1つ1つに合うリーダーはありますが、すべてに合うリーダーは、いま使えません。{ $by }なくてもよい条件を「madoguchi ticket drop-need { $number } --need 条件」で外してください。
lack-needs-apart-tied = リーダー { $unit } に決めてありますが、そのリーダーは必要な条件「{ $wishes }」に合いません。ほかのリーダーでよければ「madoguchi ticket drop-need { $number } --need { $need }」で、その条件がなくてもよければ「madoguchi ticket drop-need { $number } --need 条件」で外してください。
lack-reader = { $place }: { $why }
lack-see-the-list = 理由は「madoguchi unit list」で確かめられます。
lack-more-readers = ほかに { $more } 台あります。「madoguchi unit list」で確かめてください。
lack-and = { $first }、{ $second }
lack-beside = { $first }{ $second }

### 待っている理由

wait-no-unit = お待ちいただいています。{ $why }
wait-setting-time = 内部の時刻をPCの時計に合わせるため、遅くとも { $at } まで、新しい呼び出しをしていません。
wait-earlier-day = 前の日の受付のため、呼び出しません。PCの時計がこのまま落ち着いていれば、{ $at } ごろに終了にします。今日の方であれば、新しく受付してください。
wait-next-in-line = 次の番です。合うリーダーは { $units } 台で、どれもまだ空いていません。このままなら、最初に空いたリーダーで呼び出します。
wait-unheard = 次の番です。空いているリーダーがありますが、PCが休止したあと、まだ応答がありません。応答がありしだい、遅くとも { $until } には呼び出します。
wait-behind-others = 順番待ちです。同じリーダーで先に呼び出される受付が { $others } 件あります。
wait-behind-many = 順番待ちです。同じリーダーで先に呼び出される受付が { $others } 件以上あります。
wait-passed = うち { $passed } 件はあとから来ましたが、区分（優先・緊急）のため先になります。
wait-hoping = { $until } までは、希望の条件「{ $wish }」に合うリーダーだけを待ちます。
wait-prefers = 希望の条件「{ $wish }」に合うリーダーを { $until } まで待っています。その後は、必須の条件に合うリーダーであれば、どれでも呼び出せるようになります。

ticket-parked = 保留にしています。戻すと、元の順番に並びます。
ticket-missed = お呼びしましたが、いらっしゃいませんでした。戻られたら、「madoguchi ticket recall { $number }」で列に戻してください。
ticket-worn-out = 呼び出しの上限（{ $limit } 回）に達したため、もう呼び出しません。リーダーとケーブルを確かめ、この受付を取り消して、もう一度受け付けてください。
ticket-verifying = { $place }で確認しています。
ticket-verifying-lost = { $place }との接続が切れています。{ $until } までに戻らなければ、列の元の順番に戻します。
ticket-cancelled = 受付で取り消しました。
ticket-done-by-means = リーダーを使わず、他の方法（{ $means }）で完了しました。
ticket-ended = その日の受付が終わったため、終了しました。

### 操作の結果に添えるお知らせ

notice-added-unmet = 受付を追加しましたが、このままでは呼び出せません。{ $why }
notice-still-unmet = このままでは呼び出せません。{ $why }
notice-undone-call = 呼び出しを取り消して、保留にしました。列に戻すには「madoguchi ticket unpark { $number }」を使ってください。
notice-undone-cancel = 取り消しを元に戻しました。
notice-undone-park = 保留を元に戻しました。
notice-undone-move = リーダーの変更を元に戻しました。
notice-undone-means = 「他の方法で完了」を元に戻しました。
notice-unit-not-serving = リーダー { $unit } に変更しましたが、このリーダーはいま使えません。{ $why }
notice-call-stands = 呼び出しはそのまま続いています。変えた区分と条件は、列に戻ったときに使われます。希望の条件は、それまでに期限が過ぎていると使われません。
notice-call-taken-back = 呼び出していたリーダーが新しい条件に合わないため、その呼び出しを取り消しました。
notice-counts-when-back = 変えた区分と条件は、列に戻したときに使われます。希望の条件は、それまでに期限が過ぎていると使われません。
notice-call-not-back = 操作の前の呼び出しは、リーダーですでに取り消されたため、元には戻りません。受付は元の順番に戻りました。
notice-reader-asked = リーダー { $unit } に、いまの状態を問い合わせています。答えがあるまで、このリーダーには次の方を呼びません。続くときは、リーダーの画面とケーブルを確かめてください。
notice-undo-call = この呼び出しは、{ $until } までなら「madoguchi ticket undo { $number }」で取り消せます。取り消すと保留になります。
notice-undo-act = 直前の操作は、{ $until } までなら「madoguchi ticket undo { $number }」で元に戻せます。
notice-still-at-readers = リーダー { $units } では、まだ確認中の方がいます。終わると「呼び出し外の確認」として数えます。受付の結果にするときは、終わってから「madoguchi ticket reopen」で開き直し、「madoguchi ticket bind」で結び付けてください。
notice-day-undo = 次の日の受付を呼び出すまでは、「madoguchi day undo」で元に戻せます。
day-ends-by-itself = 一日は、PCの時計で { $at } に自動で終わります（呼び出し中・確認中の方がいなくなってから）。
day-kept = 終了した受付は番号ごと{ $tickets }日、呼び出していない確認は{ $walk-ups }日保存します。その後は番号を消し、件数だけが操作の記録に残ります（controller.toml の [retention]）。
day-kept-with-log = 終了した受付は番号ごと{ $tickets }日、呼び出していない確認は{ $walk-ups }日、ログは{ $logs }日保存します。その後は番号を消し、件数だけが操作の記録に残ります（controller.toml の [retention]）。
day-ends-never = 一日は自動では終わりません（rules.day_end = "never"）。
notice-numbers-in-use = 同じ番号の受付がすでにあるため、次の番号は終了のままです: { $numbers }。前の方もお待ちのときは、別の番号で追加してください。
notice-sessions-ended = リーダーでの確認が終了のあとに終わったため、次の番号は終了のままです: { $numbers }。「呼び出し外の確認」として数えています（madoguchi ticket walk-ups --all）。もう一度呼び出すときは「madoguchi ticket reopen 番号」で開き直してください。
notice-still-closed = 同じ番号の受付がすでにあるため、次の番号は終了のままです: { $in_use }。前の方もお待ちのときは、別の番号で追加してください。リーダーでの確認が終了のあとに終わったため、次の番号も終了のままです: { $ended }。「呼び出し外の確認」として数えています（madoguchi ticket walk-ups --all）。もう一度呼び出すときは「madoguchi ticket reopen 番号」で開き直してください。
notice-old-finishing = 交換前のリーダー { $old } は、いまの方の確認が終わるまで使われます。それまで、交換後のリーダーは使われません。
notice-license-nothing = ライセンスの手続きは必要ありません。
notice-license-transfer = 交換後のリーダーは、{ $old } の同梱ライセンスで { $until } まで使えます。それまでに「madoguchi license request --transfer { $old }」で移行の申請を作り、購入元に渡して、届いたファイルを「madoguchi license install」で入れてください。
notice-license-transfer-now = { $old } の同梱ライセンスの猶予期間は、前の交換ですでに使われています。「madoguchi license request --transfer { $old }」で移行の申請を作り、購入元に渡して、届いたファイルを「madoguchi license install」で入れてください。それまでは、空いている利用枠があるときだけ使えます。
notice-identifies = リーダー { $unit } の画面に、「{ $counter }」と製造番号を15秒間表示します。そのあいだに患者さんが来たときは、そちらを優先します。
notice-counter-taken = 窓口「{ $counter }」には、リーダー { $unit } がすでにあります。呼び出しの表示は、どちらのリーダーでも同じになります。分けるときは、どちらかを別の名前にしてください（「madoguchi unit rename { $unit } 新しい名前」）。
notice-earlier-ticket = 受付番号 { $number } には、別の受付もあります（{ $at } に追加、{ $state }）。「madoguchi ticket show { $number } --earlier { $nth }」で表示できます。
notice-both = { $first }{ $second }

### リーダーが使える・使えない理由

service-free = 使えます。次の方を待っています。
service-unheard = 空いていますが、PCが休止したあと、まだ応答がありません。応答がありしだい、遅くとも { $until } から、また呼び出します。
service-calling = 呼び出した方を待っています。
service-busy = 使用中です。
service-card-still-there = 確認が終わりました。カードが取られるのを待っています。
service-walk-up = 呼び出していない方が使っています。終わると、また空きます。
service-asked = 時間がかかっているか、応答がないため、リーダーの状態を問い合わせています。続くときは、リーダーの画面を確かめてください。
service-absent = madoguchiの起動後、まだつながっていません。{ $seat }電源とUSBケーブルを確かめてください。登録したばかりのリーダーには、登録情報（unit.keyなど）を入れてください。
service-just-started = madoguchiが起動したばかりで、まだつながっていません。{ $seat }ふつうは数秒でつながります。つながらないときは、{ $ready } からここに理由が出ます。
service-nameless = まだつながっていません。{ $seat }このPCのmadoguchiと登録情報の合わないリーダーが1台以上あり、つなごうとして断られています（最後は { $at }）。どのリーダーかは分かりません。このリーダーであれば、ペアリングか登録をやり直して、新しい登録情報を入れてください。そうでなければ、電源とUSBケーブルを確かめてください。
service-nameless-lost = { $lost } に接続が切れ、まだつながっていません。{ $seat }このPCのmadoguchiと登録情報の合わないリーダーが1台以上あり、つなごうとして断られています（最後は { $at }）。どのリーダーかは分かりません。このリーダーであれば、ペアリングか登録をやり直して、新しい登録情報を入れてください。そうでなければ、電源とUSBケーブルを確かめてください。
service-unplugged = { $at } にUSBから見えなくなりました。USBケーブルが抜けたか、リーダーに電気が来ていません。{ $seat }PCのUSBポートに直接つなぎ直し、リーダーの画面が点いているか確かめてください。
service-not-plugged = PCのUSBポートに見つかりません。{ $seat }リーダーの電源を入れて、USBケーブルでPCに直接つないでください。
service-lost = { $at } に接続が切れました。{ $seat }電源とUSBケーブルを確かめてください。
service-not-connecting = USBポート { $port } につながっていますが、まだ通信が始まりません。{ $seat }1分ほど待っても変わらないときは、リーダーの電源を入れ直してください。それでも直らないときは、「madoguchi doctor」の結果をサポートに伝えてください（ファイアウォールが止めていることもあります）。
service-lost-plugged = USBポート { $port } につながったまま、{ $at } に通信が切れました。{ $seat }1分ほど待っても変わらないときは、リーダーの電源を入れ直してください。それでも直らないときは、「madoguchi doctor」の結果をサポートに伝えてください（ファイアウォールが止めていることもあります）。
service-seat-kept = 利用枠は { $until } までとってあります。
service-retired = 取り外し済みです。また使うときは登録し直してください。
service-replaced = リーダー { $by } に交換されました。
service-leaving = 使えなくなったため、いまの方で終わります。{ $why }
service-paused-by-staff = 受付の操作で休止しています。「madoguchi unit resume」で再開できます。
service-paused-for-a-reason = 受付の操作で休止しています（理由：{ $reason }）。「madoguchi unit resume」で再開できます。
service-paused-by-fleet = 失敗が続いたため、自動で休止しました。リーダーを確かめてから「再開」（unit resume）してください。
service-in-maintenance = 整備中です（{ $reason }）。終わったら「madoguchi unit maintenance { $serial } --end」で戻してください。
service-restart-finishing = 再起動の前に、いまの患者さんを終えています。新しい呼び出しはしません。
service-restarting = { $at }に再起動を始めました。5分以内に戻る見込みです。
service-restarting-as-planned = 予定どおり{ $at }に再起動を始めました。5分以内に戻る見込みです。
restart-waiting = 再起動の順番を待っています。別のリーダーの再起動が終わるか、このリーダーが接続すると始まります。1時間以内に始まらなければ、取りやめます。
restart-finishing = いまの患者さんが終わると再起動します。それまで新しい呼び出しはしません。1時間以内に始まらなければ、取りやめます。
restart-runs = { $at }に再起動を始めました。5分以内に戻る見込みです。
restart-runs-as-planned = 予定どおり{ $at }に再起動を始めました。5分以内に戻る見込みです。
restart-overdue = { $at }に再起動を始めましたが、使える状態に戻っていません。
restart-done = { $at }に、受付の操作で再起動しました。
restart-done-as-planned = { $at }に、予定どおり再起動しました。
service-also-paused-by-staff = { $why }受付の操作で休止もしているため、直したあとで「madoguchi unit resume」で再開してください。
service-also-paused-for-a-reason = { $why }受付の操作で休止もしているため（理由：{ $reason }）、直したあとで「madoguchi unit resume」で再開してください。
service-also-paused-by-fleet = { $why }失敗が続いたための休止もしているため、直したあとで「madoguchi unit resume」で再開してください。
service-also-in-maintenance = 整備中です（{ $reason }）。いまはまだ使えません: { $why }直ったら「madoguchi unit maintenance { $serial } --end」で戻してください。
service-faulted = リーダーが故障を知らせています（エラー: { $codes }）。電源を入れ直しても続くときは、エラーと製造番号をサポートに伝えてください。

### 注意が必要なこと

alarm-need-unmet = 条件「{ $wish }」の受付が { $tickets } 件待っていますが、合うリーダーが使えません。{ $by }リーダーを用意するか、この条件なしでよければ「madoguchi ticket drop-need 番号 --need { $need }」で外してください。
alarm-need-unmet-replaced = リーダー { $unit } に決めてある受付が { $tickets } 件待っていますが、そのリーダーは { $by } に交換されました。{ $by } でよければ「madoguchi ticket move 番号 --unit { $by }」で変えてください。どのリーダーでもよければ「madoguchi ticket drop-need 番号 --need { $need }」で条件を外してください。
alarm-needs-apart = 条件「{ $wishes }」の受付が { $tickets } 件待っていますが、すべてに合うリーダーが使えません。{ $by }なくてもよい条件を「madoguchi ticket drop-need 番号 --need 条件」で外してください。
alarm-needs-apart-tied = リーダー { $unit } に決めてある受付が { $tickets } 件待っていますが、そのリーダーは必要な条件「{ $wishes }」に合いません。ほかのリーダーでよければ「madoguchi ticket drop-need 番号 --need { $need }」で、その条件がなくてもよければ「madoguchi ticket drop-need 番号 --need 条件」で外してください。
alarm-copy = 製造番号 { $unit } のリーダーが2台つながっているため、どちらも使えません。身に覚えのないほうを外してください。見分けられないときは、両方とも外してサポートに連絡してください。
alarm-faulted = リーダー { $unit } が故障を知らせています。電源を入れ直しても続くときは、サポートに連絡してください。
alarm-no-cable-note = メモなし
alarm-no-port = 不明
alarm-slow-link = リーダー { $unit }（USBポート { $port }、ケーブル: { $cable }）が、USB 2.0より遅い速度（{ $speed } Mbps）でつながっています。別のケーブルか別のUSBポートで試してください。
alarm-flapping = リーダー { $unit }（USBポート { $port }、ケーブル: { $cable }）の接続が、{ $minutes }分間に { $drops } 回以上切れました。ケーブルを奥まで挿し直し、短いケーブルや別のUSBポートで試してください。それでも切れるときは、電源アダプターを確かめて、サポートに連絡してください。
alarm-flapping-plugged = リーダー { $unit }（USBポート { $port }）との通信が、{ $minutes }分間に { $drops } 回以上切れました。切れたときもUSBにはつながったままなので、ケーブルの抜けではありません。リーダーの電源アダプターと画面を確かめ、電源を入れ直してください。それでも切れるときは、サポートに連絡してください。
alarm-not-serving = リーダー { $unit }（{ $counter }）: { $why }（USBポート: { $port }、ケーブル: { $cable }）
alarm-seats-short = ライセンスの利用枠が足りないため、使えないリーダーが { $count } 台あります（{ $units }）。「madoguchi license request」で申請を作り、購入元に渡してください。使わないリーダーは「madoguchi unit pause」で休止にしてください。
alarm-disk-full = フォルダー { $folder } のあるディスクの空きが { $free } MiBしかありません。{ $least } MiB以上になるまで、新しい受付や登録はできません。不要なファイルを消して空きを増やしてください。確認中の方は最後まで続けられます。
alarm-database-made-anew = 開始のとき、フォルダー { $folder } のデータベースが壊れているか、なくなっているか、読めなかったので、変更のたびに残している控え（ジャーナル）から作り直しました。記録はひとつも失われていません。受付はそのまま続けられます。ディスクが壊れかけていることがあるので、PCの購入元にディスクを調べてもらってください。次に起動すると、この表示は消えます。
alarm-image-missed = フォルダー { $folder } に、この2日のうちに作った記録の全体の写し（イメージ）がなく、最後に作ろうとしたときは失敗しました。記録はひとつも失われておらず、受付もそのまま続けられます。ただし、そこにある変更の控え（ジャーナル）が増え続け、保存期間が過ぎたものや返却したライセンスが、写しができるまで古いファイルに残ることがあります。ディスクの空きを増やすか、madoguchiのアカウントがそこに書き込めるようにしてください。毎日と、止めるたびにもう一度試します。この表示が消えないときは、PCの購入元にディスクを調べてもらってください。
alarm-log-unwritten = フォルダー { $folder } にログを書けません（{ $why }）。受付はそのまま続きますが、その間のログは残らず、サポートへの調査の材料になりません。ディスクの空きを増やすか、madoguchiを動かしているアカウントで書き込めるようにしてください。1分ごとに試します。
alarm-handshake-not-ours = このPCのmadoguchiの登録情報を持たないリーダー（{ $unit }、USBポート { $port }）がつなごうとして、断られています（{ $count } 回以上、最後は { $at }）。このPCで使うリーダーであれば、「madoguchi unit pair」でペアリングし直してください。覚えのないものは外してください。
alarm-handshake-not-theirs = リーダー（{ $unit }、USBポート { $port }）が、このPCのmadoguchiを登録先と認めず、つながりません（{ $count } 回以上、最後は { $at }）。ほかのPCに登録されているか、このPCのデータが入れ替わっています。このPCで使うリーダーであれば、「madoguchi unit pair」でペアリングし直してください。
alarm-handshake-ended = リーダー（{ $unit }、USBポート { $port }）が、このPCのmadoguchiの証明書を期限切れとして断っています（{ $count } 回以上、最後は { $at }）。PCの時計でも期限が過ぎています。「madoguchi doctor」でPCの時計を確かめ、合っていれば「madoguchi unit pair」でペアリングし直してください。
alarm-handshake-clock = リーダー（{ $unit }、USBポート { $port }）が、このPCのmadoguchiの証明書の日付が合わないとして断っています（{ $count } 回以上、最後は { $at }）。PCの時計では期限内なので、どちらかの時計が違います。PCの時計を「madoguchi doctor」で確かめ、リーダーの画面の時刻が違えば、リーダーの電源を入れ直してください。
alarm-handshake-no-certificate = 登録情報を持たない機器（{ $unit }、USBポート { $port }）がつなごうとして、断られています（{ $count } 回以上、最後は { $at }）。新しいリーダーであれば「madoguchi unit pair」で登録してください。リーダーでなければ、外してください。
alarm-no-serial = 製造番号は不明
alarm-foreign = USBポート { $port } に、他社のカードリーダー「{ $name }」（{ $id }）がつながっています。同じPCでは一緒に使えないので、外してください。
alarm-paused-by-fleet = リーダー { $unit } は、{ $times } 回以上続けて失敗したため、自動で休止しました。リーダーの画面と読み取り面、ケーブルを確かめてから、「madoguchi unit resume { $unit }」で再開してください。
alarm-works-again = { $counter }のリーダー { $unit } は整備中ですが、{ $since }から異常なく動いています。整備が終わっていれば「madoguchi unit maintenance { $unit } --end」で戻してください。
alarm-maintenance-over = { $counter }のリーダー { $unit } の整備は、{ $until }に終わる予定でした。終わっていれば「madoguchi unit maintenance { $unit } --end」で戻し、まだなら新しい予定を書いてください。
alarm-restart-overdue = { $counter }のリーダー { $unit } は、{ $at }に再起動を始めましたが、5分たっても使える状態に戻っていません。リーダーの電源と画面を確かめ、必要なら電源を入れ直してください。待っていたほかの再起動は取りやめました。
alarm-restart-overdue-as-planned = { $counter }のリーダー { $unit } は、予定どおり{ $at }に再起動を始めましたが、5分たっても使える状態に戻っていません。リーダーの電源と画面を確かめ、必要なら電源を入れ直してください。ほかのリーダーの本日の予定は取りやめました。
alarm-reader-clock-ahead = { $counter }のリーダー { $unit } の時計が、PCより{ $distance }進んでいます。リーダーの電源を入れ直してください。直らないときはサポートに連絡してください。
alarm-reader-clock-behind = { $counter }のリーダー { $unit } の時計が、PCより{ $distance }遅れています。リーダーの電源を入れ直してください。直らないときはサポートに連絡してください。
alarm-not-ready = 開院前の確認で、直すことが{ $count }件あります。まず: { $first }全部は「madoguchi check」で確かめられます。
alarm-replacement-grace = リーダー { $unit } は、交換前のリーダーの同梱ライセンスで使われており、{ $until } までです。それまでに「madoguchi license request --transfer { $unit }」で移行の申請を作り、購入元に渡して、届いたファイルを「madoguchi license install」で入れてください。
alarm-clocks-apart-ahead = madoguchiの内部の時刻が、PCの時計より { $distance } 進んでいます（PCの時計で { $since } から）。受付と呼び出しは続きます。{ $days }PCの時計が正しければ「madoguchi time confirm」で内部の時刻を合わせてください。正しくなければ、PCの時計を直してください。
alarm-clocks-apart-behind = madoguchiの内部の時刻が、PCの時計より { $distance } 遅れています（PCの時計で { $since } から）。受付と呼び出しは続きます。{ $days }PCの時計が正しければ「madoguchi time confirm」で内部の時刻を合わせてください。正しくなければ、PCの時計を直してください。
alarm-days-by-the-clock = 画面の時刻と一日の終わりはPCの時計で、期間のあるライセンスは内部の時刻で決まります。
alarm-days-wait-for-the-clock = 画面の時刻はPCの時計で、期間のあるライセンスは内部の時刻で決まります。PCの時計の日付がおかしいため、前の日からの受付は自動では終了にしません。
alarm-clocks-set-soon = 内部の時刻を、遅くとも { $at } までにPCの時計に合わせます。それまで新しい呼び出しをしません。
alarm-clocks-even = 2つの時刻の差は5分以内です。
alarm-clock-restless = PCの時計が { $since } から落ち着かず、何度も変わっています。落ち着くまで、一日の終わりを自動では行いません。PCの時刻の自動設定を確かめ、くり返すときは内蔵電池を交換してください。
alarm-earlier-day = 前の日の受付が { $tickets } 件残っています。呼び出さず、PCの時計がこのまま落ち着いていれば { $at } ごろに終了にします（リーダーにいる方は、空きしだい）。番号は今日の方に使えます。
licenses-need-somebody = ライセンスのことで対応が必要です。管理者または購入元に伝えてください。受付ですることはありません。

### 最近のできごと（サポートの画面）

event-connected = { $unit } がつながりました。
event-gone = { $unit } との接続がなくなりました。
event-refused = { $unit } を使えません: { $why }
event-let-in = { $unit } を使えるようになりました。
event-paused = { $unit } を休止しました。
event-resumed = { $unit } の休止が終わりました。
event-alarm = 発生: { $alarm }
event-alarm-over = 解消: { $alarm }

### 確認の結果

outcome-verified-face = 顔認証で確認できました。
outcome-verified-pin = 暗証番号で確認できました。
outcome-verified-pin-guardian = 保護者の方が入力した暗証番号で確認できました。
outcome-face-not-matched = 顔がカードの写真と一致しませんでした。明るい場所で正面を向いて、もう一度お試しいただくか、暗証番号で確認してください。
outcome-pin-wrong = 暗証番号が違いました（あと { $tries } 回入力できます）。顔認証でも確認できます。
outcome-pin-locked = 暗証番号がロックされています。顔認証で確認してください。ロックの解除は、お住まいの市区町村の窓口でできます。
outcome-card-expired = カードの有効期限が切れています。ほかの方法で資格を確認し、市区町村の窓口での更新をご案内ください。
outcome-card-unreadable = カードを読み取れませんでした。向きを確かめ、汚れをふいて、もう一度置いてください。
outcome-not-my-number-card = マイナンバーカードではないカードが置かれました。マイナンバーカードをお持ちか、お尋ねください。
outcome-given-up = 途中で操作をやめられました。必要であれば、もう一度ご案内ください。
outcome-timed-out = 時間内に操作が終わりませんでした。もう一度ご案内ください。
outcome-unit-failed = リーダーの不具合で確認が終わりませんでした（エラー: { $error }）。ほかのリーダーでご案内ください。

### 受付の記録: 何が起きたか

what-added = 受付に追加しました。
what-called = { $place }へお呼びしました。
what-placed = { $place }にカードが置かれ、確認を始めました。
what-missed = { $place }へお呼びしましたが、時間内にいらっしゃいませんでした。
what-returned = 列に戻しました。
what-recalled = 受付の操作で、列に戻しました。
what-parked = 保留にしました。
what-unparked = 保留を解き、元の順番に戻しました。
what-moved = { $place }で受けるように変更しました。
what-gave-way = 希望に合うリーダーが空かなかったため、必須の条件に合うリーダーであれば、どれでも呼び出せるようにしました。
what-need-unmet-named = 必要な条件「{ $wish }」に合うリーダーが、このとき使えませんでした。
what-need-unmet = 必要な条件に合うリーダーが、このとき使えませんでした。
what-link-lost = { $place }との接続が切れました。
what-link-back = { $place }との接続が戻りました。
what-verified = { $place }で確認が済みました。
what-not-verified = { $place }での確認は、できないまま終わりました。
what-unit-failed = { $place }に不具合がありました。
what-timed-out = { $place }での確認が、決められた時間内に終わりませんでした。
what-late-used = { $place }から前回の確認結果があとから届き、これで完了としました。
what-late-held = { $place }から前回の確認結果があとから届きました。いまの確認が終わるまで待ちます。
what-late-recorded = { $place }から前回の確認結果があとから届き、記録だけしました。
what-cancelled = 受付で取り消しました。
what-done-by-means-named = 受付の操作で、リーダーを使わず、他の方法（{ $means }）で完了にしました。
what-done-by-means = 受付の操作で、リーダーを使わず、他の方法で完了にしました。
what-undone = 受付の操作で、直前の操作を元に戻しました。
what-reopened = 受付の操作で開き直し、元の順番で列に戻しました。
what-need-dropped-named = 受付の操作で、必須の条件「{ $wish }」を外しました。
what-need-dropped = 受付の操作で、必須の条件を外しました。
what-need-added-named = 受付の操作で、必須の条件「{ $wish }」を加えました。
what-need-added = 受付の操作で、必須の条件を加えました。
what-preference-dropped-named = 受付の操作で、希望の条件「{ $wish }」を外しました。
what-preference-dropped = 受付の操作で、希望の条件を外しました。
what-preference-added-named = 受付の操作で、希望の条件「{ $wish }」を加えました。
what-preference-added = 受付の操作で、希望の条件を加えました。
what-class-changed-named = 受付の操作で、区分を「{ $before }」から「{ $after }」に変えました。
what-class-changed = 受付の操作で、区分を変えました。
what-bound = { $place }での「呼び出し外の確認」を、受付の操作で、この受付の結果としました。
what-ended = その日の受付が終わったため、終了しました。
story-passed-by-class = 受付番号 { $number } が先に{ $place }へ呼び出されました。あとから来ましたが、区分が「{ $class }」のためです。
story-passed-by-hand = 受付の操作で、受付番号 { $number } が先に{ $place }へ呼び出されました。
story-passed-by-more = ほかに { $calls } 件が先に呼び出されました。
story-left-out = 記録が長いため、ここにあった { $lines } 行を省きました。

### 受付の記録: なぜか

why-only-free-unit = 順番が来たとき、空いていて使えるのはこのリーダーだけでした。
why-least-special = 順番が来たとき、特別な設備のある窓口を必要な方のために空けておき、このリーダーを選びました。
why-idle-longest = 順番が来たとき、いちばん長く空いていたリーダーを選びました。
why-staff-choice = 受付の操作によるものです。
why-unit-lost = リーダーとの接続が切れたためです。
why-unit-paused = リーダーが休止になったためです。
why-unit-restarts = リーダーを再起動するためです。
why-unit-retired = リーダーが取り外し済みになったためです。
why-unit-replaced = リーダーが交換されたためです。
why-unit-faulted = リーダーが故障を知らせたためです。
why-session-gone = リーダーが再起動し、途中の確認が残っていなかったためです。
why-walk-up = 先にほかの方がカードを置いたためです。
why-called-too-often = 呼び出しの上限（{ $limit } 回）に達したためです。リーダーとケーブルを確かめてください。
why-call-undone = 呼び出しを取り消し、保留にしました。
why-set-time = 設定された終了の時刻になったためです。
why-no-show = 呼び出しの時間内に応答がなかったためです。
why-behind-present = 2回続けて不在だったため、いまお待ちの方の後にしました。
why-needs-changed = 新しい条件に、呼び出していたリーダーが合わないためです。
why-backstop = 時間を過ぎたため、リーダーに状態を問い合わせました。

chapter-with-why = { $what }{ $why }
chapter-with-outcome = { $what }{ $outcome }

### 利用枠とライセンス

seats-part-included = 基本 { $count }
seats-part-additional = 追加ライセンス { $count }
seats-part-bundled = 同梱ライセンス { $count }
seats-sum = { $parts } = { $total } 枠（PC1台の上限は { $limit } 台）

standing-in-force = 有効です。
standing-other-environment = 別の環境（本番用か試験用か）のライセンスのため、ここでは使えません。購入元に確かめてください。
standing-other-installation = 別のPCのライセンスのため、ここでは使えません。購入元に、このPCの番号（installation）を伝えてください。元のPCが故障したときは、「--old-pc-died」を付けて入れると、一度だけ7日間ここで使えます。
standing-not-yet = 有効期間がまだ始まっていません。開始日になると、自動で有効になります。
standing-expired = 有効期間が終わっています。更新については購入元に確かめてください。
standing-superseded = 新しいライセンス { $by } に置き換えられています。操作は必要ありません。

### 入力の誤り

input-request-id = この操作には16バイトの要求番号（request_id）が必要です。プログラムを確かめてください。
input-number = 受付番号は、英数字・かな漢字・ハイフンで1～8文字にしてください。
input-serial = 製造番号は、英大文字・数字・ハイフンで1～32文字にしてください。本体の底のラベルに書かれています。
input-tag = タグは、英小文字・数字・コロン・ハイフンで1～32文字にしてください。例: language:en
input-triage-answer = 切り分けの答えは、「madoguchi support triage」が示した名前で書いてください。例: swap-cable-works。分からないときは swap-cable のように、試すことの名前だけを書きます。
input-days = 日数は、1～400で指定してください。省略すると14日です。
input-month = 月は、2026-11 のように年と月で書いてください。
input-wish = 条件は、座位（seated）、立位（standing）、リーダー:窓口名または製造番号（unit:）、タグのどれかで書いてください。
input-too-many-wishes = 1件の受付につけられる条件は、必須と希望がそれぞれ { $limit } 個までです。
input-counter = 窓口の名前は1～{ $limit }文字にしてください（改行や、目に見えない文字は使えません。貼り付けた名前は、打ち直してください）。
input-too-many-tags = 窓口につけられるタグは { $limit } 個までです。
no-earlier-ticket = 受付番号 { $number } の前の受付は、記録に残っていません。「madoguchi ticket show { $number }」で、いまの受付を表示できます。
input-class = この受付の区分は分かりません。通常（normal）・優先（priority）・緊急（urgent）から選んでください。
input-arrived-elsewhere = ほかのシステムでの受付時刻は、その日の0時からのミリ秒（0～86399999）で指定してください。
input-means = 方法は、資格確認書（paper）・目視（seen）・モバイル（mobile）・その他（other）から選んでください。
input-edition = リーダーの種類を選んでください。1:1接続版（single）か、複数台接続版（multi）です。箱に書かれています。
input-placement = 窓口の種類を選んでください。立位（standing、立って使う窓口）か、座位（seated、座って使う窓口）です。
input-certificate-request = 登録の申請データが空か、大きすぎます（上限 { $limit } バイト）。登録をやり直してください。
input-document = ライセンスのファイルが空か、大きすぎます（上限 { $limit } バイト）。受け取ったファイルをそのまま指定してください。
input-walk-up = どの「呼び出し外の確認」かが指定されていません。リーダーの製造番号か、確認の番号（16バイト）のどちらかを指定してください。
input-page = 一覧の続きを示す値が正しくありません。一覧を最初から開き直してください。
input-pause-reason = 休止の理由は目に見える文字で{ $limit }文字以内、1行で書いてください。
input-until = 終わる予定は「17:30」（今日）、「2026-12-01」（その日の終わり）、「2026-12-01 09:00」のように書いてください。
input-replace-reason = 交換の理由は目に見える文字で{ $limit }文字以内、1行で書いてください。
input-person = 名前は目に見える文字で1～{ $limit } 文字、1行にしてください。
input-role = その役割はありません。受付、販売担当、サポート、管理者から選んでください。
input-second-factor = 二段階確認の内容が揃っていません。プログラムを確かめてください。
input-field = 依頼の内容が正しくありません（{ $what }）。プログラムを確かめてください。

### 役割の名前（権限の文の中で）

role-counter-page = 受付の画面
role-reception = 受付
role-vendor = 販売担当
role-support = サポート
role-administrator = 管理者（ログインした人か、このパソコンの管理者としてmadoguchiコマンドを使う人）

### 受付口（プログラムの接続）

desk-unauthenticated = この操作をする権限を確認できませんでした。madoguchiを動かしている人と同じ利用者で、そのデータフォルダーを指定してください。
desk-forbidden = この操作をする権限がありません。できるのは次の人です: { $who }。
# 受付用フォルダーの鍵でつないだプログラムへ
reception-forbidden = この操作は、受付の権限ではできません。できるのは次の人です: { $who }。その人が画面で操作するか、コマンドを管理者として（Linuxではsudoを付けて）実行してください。
desk-csr-refused = リーダーの登録の申請を確認できませんでした（{ $detail }）。登録をやり直してください。
desk-watchers-full = 状況の表示が同時に { $limit } か所で開かれているため、これ以上開けません。使っていない画面を閉じてください。
desk-watcher-slow = 表示が追いつかなかったため、接続を終了しました。もう一度開いてください。
ports-unseen = PCのUSBポートを調べられませんでした（{ $why }）。もう一度お試しください。続くときは、サポートに連絡してください。
desk-examination-runs = PCの点検がまだ続いています（時間がかかることがあります）。1分ほどたってから、もう一度お試しください。
desk-no-such-license = ライセンス { $license } は見つかりません。

### ライセンスのファイルを確かめたとき（キーは検証の結果の名前）

license-unreadable = このファイルはライセンスとして読めません（-----BEGIN MADOGUCHI で始まる行も、入力用の文字もありません）。受け取ったファイルをそのまま指定してください。
license-too-large = このファイルは、書類としては大きすぎます（{ $most } KiBまで）。受け取ったファイルを指定してください。
license-other-file = これは { $what } で、文字のファイルではありません。-----BEGIN から -----END までの行をメモ帳に貼り付けて保存するか、受け取ったファイルをそのまま指定してください。
license-mail-source = これはメールの中身を変換した文字（{ $what }）で、記号が元のままではありません。添付ファイルを保存するか、メールの画面に出ている文字をコピーしてください。
license-empty = ファイルが空です。もう一度コピーしてください。
license-cut-off = ファイルの終わりが欠けています（-----END の行がありません）。もう一度コピーしてください。
license-beheaded = ファイルの初めが欠けています（-----BEGIN の行がありません）。もう一度コピーしてください。
license-labels-differ = -----BEGIN の行と -----END の行が、別の書類のものです。もう一度コピーしてください。
license-other-label = これは「{ $label }」で、ライセンスなどの書類ではありません。受け取ったファイルを指定してください。
license-kind-differs = 見出しは「{ $label }」ですが、中身は「{ $kind }」です。購入元から、もう一度受け取ってください。
license-newer-kind = このmadoguchiの知らない種類の書類です。madoguchiを更新してください。
license-product-key = これはプロダクトキーで、ライセンスではありません。「madoguchi license request --product-key -」で申請に使ってください。
license-second-document = 書類がいくつも入っています（行: 種類 = { $documents }）。どれか1つだけを、別のファイルにして指定してください。
license-typed-wrong = { $group } 番目のまとまり（元の文字の { $line } 行目）に入力の誤りがあるか、その前が抜けています。元の文字と見比べてください。
license-typed-too-short = 10 文字のまとまりが { $expected } のうち { $found } までしか入力されていません。残りも入力してください。
license-typed-too-long = 10 文字のまとまりは { $expected } までですが、{ $found } 入力されています。余分を取り除いてください。
license-typed-several = 入力の誤りが何か所かあります。元の文字と全体を見比べてください。
license-scanned-unreadable = QRコードのどれかを正しく読み取れませんでした。すべて読み取り直してください。
license-scanned-wrong = { $part } 番のQRコードを正しく読み取れませんでした。もう一度読み取ってください。
license-scanned-missing = { $parts } 個のQRコードのうち { $part } 番が足りません。読み取ってください。順番は問いません。
license-scanned-mixed = 別の書類のQRコードが混ざっています。1 つの書類の分だけを読み取ってください。
license-other-kind = このファイルはライセンスではありません。購入元から受け取ったライセンスのファイルを指定してください。
license-damaged = 書類の行が抜けているか、変わっています。もう一度コピーするか、購入元からもう一度受け取ってください。
license-malformed = このライセンスは正しい形で作られていません。購入元に、作り直しを依頼してください。
license-other-environment = 別の環境（本番用か試験用か）のライセンスのため、入れられません。この環境用のライセンスを購入元に依頼してください。
license-certificate-environment = ライセンスと発行元の証明書の環境（本番用か試験用か）が違います。購入元に、作り直しを依頼してください。
license-no-roots = ライセンスを確かめるための鍵がこのPCにないため、入れられません。本番用のPCではmadoguchiを更新し、試験用のPCでは試験用の鍵を設定してください。
license-no-certificate = ライセンスに発行元の証明書がついていません。購入元から、ファイル全体をもう一度受け取ってください。
license-certificate-damaged = ライセンスについている発行元の証明書を読めません。購入元から、もう一度受け取ってください。
license-unknown-root = このライセンスの発行元を確かめられません。madoguchiを更新するか、購入元に確かめてください。
license-certificate-signature = 発行元の証明書の署名が正しくありません。書き換えられたおそれがあります。このファイルは使わずに、購入元に確かめてください。
license-other-issuer = ライセンスの発行元と、ついている証明書の発行元が違います。購入元から、もう一度受け取ってください。
license-signature = ライセンスの署名が正しくありません。途中で書き換わったおそれがあります。購入元から、もう一度受け取ってください。
license-unknown-signer = この取り消しリストの署名者を確かめられません。madoguchiを更新するか、購入元に確かめてください。
license-revocation-list = ライセンスに含まれる取り消しリストが正しくありません。購入元から、新しいライセンスを受け取ってください。
license-kind-not-allowed = この発行元は、この種類のライセンスを発行できません。購入元に確かめてください。
license-too-many-seats = この発行元が1件で出せる枠の数を超えています。購入元に確かめてください。
license-sequence-too-high = この発行元が出せるライセンスの数を超えています。購入元に確かめてください。
license-issuer-not-yet-valid = 発行元が認められる前の日付で発行されています。購入元に確かめてください。
license-issuer-expired = 発行元の有効期間が終わったあとの日付で発行されています。購入元に確かめてください。

### リーダーとの接続（リーダーの画面）

hello-late = 接続の最初の応答に時間がかかったため、つなぎ直します。操作は必要ありません。
bad-frame = リーダーから正しくない内容が届いた（{ $what }）ため、接続を終了しました。続くときは、リーダーのソフトウェアを更新してください。
too-many-frames = リーダーから短い間に多くの内容が届いたため、接続を終了しました。続くときは、リーダーの電源を入れ直してください。
serial-not-certificate = リーダーの製造番号と登録情報が違うため、つなげません。このリーダー用の登録情報を入れ直してください。
environment-differs = リーダーとPCの環境（本番用か試験用か）が違うため、つなげません。設定を確かめてください。

# How long a time is.
distance-minutes = { $larger } 分
distance-seconds = { $larger }秒
distance-hours = { $larger } 時間
distance-hours-and = { $larger } 時間 { $smaller } 分
distance-days = { $larger } 日
distance-days-and = { $larger } 日 { $smaller } 時間
