# PCの点検（日本語）: 見つけたこと、見たもの、理由、すること。

### 「madoguchi doctor」のページを示すとき: 見出しと合計

doctor-theme-system = OSと設定
doctor-theme-ports = USBポート
doctor-theme-readers = リーダーの接続
doctor-theme-networks = ネットワークの重なり
doctor-theme-gateway = リーダーからの通信
doctor-theme-line = 専用回線
doctor-theme-time = 時刻
doctor-theme-data = データフォルダー
doctor-theme-controller = madoguchiの状態
doctor-theme-placement = 置き場所
doctor-level-problem = 直すこと
doctor-level-notice = お知らせ
doctor-level-question = 目で見て確かめること
doctor-level-good = 問題のないこと
doctor-sum-healthy = 直すことは見つかりませんでした。
doctor-sum-notices = 直すことは見つかりませんでした。お知らせだけが { $count } 件あります。
doctor-sum-sick = 直すことが { $count } 件あります。
# --plan の値がネットワークでないとき
doctor-bad-network = 「192.168.10.0/24」のように、アドレスと長さで書いてください。
doctor-head = madoguchi { $version } によるPCの点検（{ $system }）。何も変更していません。
doctor-head-config = 設定ファイル { $file } をもとに判断しました。
doctor-head-no-config = 設定ファイルの指定（--config）がないため、初期設定をもとに判断しました。
doctor-head-unusable-config = 設定ファイル { $file } を使えないため、初期設定をもとに判断しました。
doctor-head-data-dir = データフォルダー: { $folder }
doctor-head-test = 【試験用】の設置です。診療に使えるかどうかの点検にはなりません。
doctor-label-evidence = 見たもの
doctor-label-why = 理由
doctor-label-todo = すること
doctor-label-advice = 参考

### 点検のほかの文の一部として

doctor-nothing = なし
doctor-not-known = 不明
# 窓口のあるリーダーを挙げるとき
doctor-unit-at-counter = { $unit }（{ $counter }）
# 使えるリーダーがないとき: リーダーごとの事情
doctor-unit-idle = { $why } USBポート: { $port }、ケーブル: { $cable }
# リーダーにケーブルのメモがないとき
doctor-no-cable-note = メモなし

### 点検でPCの情報を読めなかったとき: その理由

doctor-file-unread = { $path }: { $why }
doctor-program-absent = { $program } が入っていません
doctor-program-not-run = { $program } を実行できません（{ $why }）
doctor-program-endless = { $program } が終わりませんでした
doctor-program-failed = { $program } の報告「{ $why }」
doctor-program-no-list = { $program } が示した内容を読み取れませんでした
doctor-usb-unlisted = USB機器の一覧を取得できません
# ファイルが証明書でないとき
doctor-no-certificate = 証明書として読み取れません
# madoguchiのポートを別のプログラムが使っているとき
doctor-start-port-held = { $address } を別のプログラム（{ $program }）が使っているため、madoguchiを起動できません。そのプログラムを止めるか、設定の { $field } を別の値にしてください。それがこのPCのmadoguchiであれば、点検に同じ --data-dir を付けてください。

### 動いているmadoguchiの設定が点検したものと違うとき: その項目と、すること

doctor-other-setting = { $field } は { $judged }（動いているmadoguchiでは { $runs }）
doctor-start-again-with-file = 設定ファイルを起動のあとで変えたときは、患者さんの受付が途切れたときに、madoguchiを起動し直してください。別の設定ファイルで、または指定なしで起動していたときは、点検も同じ指定でやり直してください。
doctor-name-the-file = 動いているmadoguchiを起動したときの設定ファイルを --config で指定して、もう一度点検してください。

### リーダーのネットワークが重なるとき: その相手

doctor-used-address = PCのアドレス { $net }（{ $interface }）
doctor-used-route = 経路 { $net }（{ $interface }）
doctor-used-dns = DNSサーバー { $address }
doctor-used-plan = 別の計画 { $net }

### ネットワークを調べたとき: どれのものか

doctor-network-of-reader = リーダー（{ $interface }）のネットワーク
doctor-network-planned = 計画中のネットワーク

### ハブを見つけたとき: 取り外せるか

doctor-hub-fixed = PCは「取り外せない」と示しています
doctor-hub-not-fixed = PCは「取り外せない」とは示していません

### USBのネットワークをリーダーとして扱わないとき: その理由

doctor-not-taken-wireless = 無線だから
doctor-not-taken-way-out = ルーターなど、ほかのネットワークへの経路があるから
doctor-not-taken-foreign = 他社のカードリーダーだから
doctor-not-taken-network-card = ドライバーからLANアダプターとわかるから
doctor-not-taken-other-id = 設定の reader_ids にないから
doctor-not-taken-no-device = USB機器の情報を読めないから

### USBのネットワークをリーダーとして扱わないとき: すること

doctor-leave-wireless = このままで構いません。無線の機器は、リーダーとして使えません。
doctor-take-router-out = LANアダプターやスマートフォンであれば、このままで構いません。これがリーダーのときは、{ $interface } からルーター（ゲートウェイ）の設定を外してください。
doctor-unplug-foreign = このPCから外してください。他社のカードリーダーでないときは、設定の [link] foreign_readers から { $id } を消してください。
doctor-add-reader-id = LANアダプターやスマートフォンであれば、このままで構いません。これがリーダーのときは、設定の [link] reader_ids に { $id } を加えてください。そこには、すべてのリーダーの番号を書きます。
doctor-look-again-for-device = 管理者として、もう一度点検してください。変わらないときは、USBケーブルを挿し直してください。

### 点検のほかの文の一部として

# 別のところへの経路が、読み取った経路表にないとき
doctor-other-table = （別の経路表）
# 既定の経路を示すとき: ルーターあり
doctor-way-router = ルーター { $router }（{ $interface }）
# 既定の経路を示すとき: ルーターなし
doctor-way-interface = { $interface }（ルーターなし）

### 試験用の設置のとき: その理由

doctor-test-by-policy = 設定が policy = "loopback" です。リーダーからの通信は点検しませんでした。
doctor-test-by-roots = このプログラムは、だれでも署名できる試験用の鍵で作られています。

### madoguchiに聞かなかったとき: すること

doctor-ask-after-start = 設置の前であれば、このままで構いません。madoguchiを起動したら、もう一度点検してください。
doctor-ask-with-rights = 管理者か、madoguchiを起動した利用者で、もう一度点検してください。

### リーダーがハブの先にあるとき: 基板のハブとして設定できるか

doctor-board-line = 途中のハブがすべてPCの基板に付いているものと分かっているときだけ、次の行を設定ファイルの [link] に書いてください（board_hubs の行がもうあれば、置き換えます）。
doctor-board-line-unknown = 途中のハブの番号を読み取れないため、基板のハブとして設定することはできません。

### リーダーからの通信を調べたとき: ファイアウォールと接続の様子

doctor-door-refused = 接続が拒否されました
doctor-filter-rule = { $chain }: { $rule }
doctor-filter-seen = { $filters }。{ $tried }
doctor-tried-unanswered = madoguchiは動いていますが、自分のアドレス { $address } から返事がありません（{ $detail }）。
doctor-tried-refused = madoguchiは動いていますが、自分のアドレス { $address } は接続を拒否しました。そこでは待っていないか、ファイアウォールが拒否しています。
doctor-tried-not-connected = madoguchiは動いていて、この通信路のポートにも応答がありますが、つながっているリーダーはありません。
doctor-tried-nothing = リーダーの通信が届くかどうかは、まだ確かめられていません（リーダーが未登録か使えない、応答がない、またはmadoguchiの状態を確かめられない）。
doctor-tried-no-reader = リーダーの通信路は見つかっていません。

### ファイアウォールがリーダーの通信を止めるかもしれないとき: 開け方

doctor-open-windows = 管理者が次の命令を実行してください（{ $interface } だけを開けます）。再起動のあとも残るように、ファイアウォールの設定にも加えてください。
doctor-open-linux = 管理者が次の命令を実行してください（{ $interface } だけを開けます）。{ $kept }
doctor-kept = 再起動のあとも残ります。
doctor-not-kept = { $tools } の分は再起動で消えるので、規則を読み込む設定（nftables.serviceなら /etc/nftables.conf）にも加えてください。

# リーダーをまだつないでいないとき
doctor-reader-to-come = これからつなぐリーダー

### ファイアウォールをすべては読めなかったとき: 何を読めず、なぜ困るか

doctor-unread-rules = ファイアウォールの規則を読み取れませんでした。
doctor-unread-rules-why = 通信を止める規則があっても、見つけられません。
doctor-unread-filters = このPCのファイアウォールを、すべては確かめられませんでした。
doctor-unread-filters-why = 通信を止めるファイアウォールがあっても、見つけられないことがあります。
doctor-unreadable-no-tool = nftもiptables-saveも見つかりません

### OSか設定について、点検でこれを見つけたとき

doctor-system-fine-what = OSは { $name }（{ $architecture }）です。
doctor-system-too-old-what = OSが古すぎます。
doctor-system-too-old-evidence = { $name }（{ $architecture }）
doctor-system-too-old-why = オンライン資格確認のPCは、OSの種類と版が要件を満たしている必要があります。更新が終わったOSは、安全に使えません。
doctor-system-too-old-todo = Windows 11、または更新の続いているLinuxにしてください。対応する版は、医療機関等向け総合ポータルサイトで確かめてください。
doctor-system-32-bit-what = OSが32ビット版です。
doctor-system-32-bit-evidence = { $name }（{ $architecture }）
doctor-system-32-bit-why = madoguchiは64ビット版のOSで動きます。
doctor-system-32-bit-todo = 64ビット版のWindows 11かLinuxを入れてください。
doctor-system-unknown-what = このOSの版は、確かめた一覧にありません。
doctor-system-unknown-evidence = { $name }（{ $architecture }）
doctor-system-unknown-why = オンライン資格確認のPCは、OSの種類と版が要件を満たしている必要があります。
doctor-system-unknown-todo = 対応する版かどうかを、医療機関等向け総合ポータルサイトで確かめてください。
doctor-config-mistakes-what = 設定ファイルを使えません。この点検は、初期設定をもとに続けました。
doctor-config-mistakes-evidence = { $mistakes }
doctor-config-mistakes-why = 設定ファイルを使えないと、madoguchiは起動しません。
doctor-config-mistakes-todo = 「見たもの」に書かれたとおりに直して、もう一度点検してください。
doctor-other-config-what = 動いているmadoguchiが使っている設定は、この点検で使った設定と違います（{ $count } 項目）。
doctor-other-config-evidence = { $settings }
doctor-other-config-why = madoguchiは、起動し直すまで、起動したときの設定を使い続けます。ここに書かれた通信路、ポート、リーダーの結果は、動いているmadoguchiのものではないことがあります。
doctor-other-config-todo = { $todo }
doctor-test-installation-what = 試験用の設置です。
doctor-test-installation-evidence = { $detail }
doctor-test-installation-why = 試験用の設置は、患者さんの情報を守れる状態ではなく、診療用のライセンスも使えません。
doctor-test-installation-todo = 診療に使うPCでは、購入元が配る製品版のプログラムを、policy = "usb" で使ってください。

### USBポートについて、点検でこれを見つけたとき

doctor-ports-free-what = USBポート: 差込口 { $sockets } 個のうち空き { $free } 個。リーダーを4台まで直接つなげます（いま { $readers } 台）。
doctor-ports-few-what = PCに直接つなげるリーダーは { $possible } 台までです。
doctor-ports-few-evidence = 差込口 { $sockets } 個のうち空き { $free } 個、直接つながったリーダー { $readers } 台。
doctor-ports-few-why = リーダーは、1台ずつPC本体のUSBポートに直接つなぎます。USBハブは使えません。
doctor-ports-few-todo = もっとつなぐときは、プリンターやマウスなどほかの機器をUSBハブに移して、PC本体のポートを空けてください。
doctor-ports-none-what = リーダーをつなげるUSBポートがありません。
doctor-ports-none-evidence = 差込口 { $sockets } 個のうち空き { $free } 個、直接つながったリーダー { $readers } 台。
doctor-ports-none-why = リーダーは、1台ずつPC本体のUSBポートに直接つなぎます。USBハブは使えません。
doctor-ports-none-todo = プリンターやマウスなどほかの機器をUSBハブに移して、PC本体のUSBポート（Type-A）を空けてください。
doctor-ports-unknown-what = USBポートの数と空きは、PCから読み取れませんでした。
doctor-ports-unknown-evidence = 差込口の情報がありません。
doctor-ports-unknown-why = リーダーは、1台ずつPC本体のUSBポートに直接つなぎます。USBハブは使えません。
doctor-ports-unknown-todo = リーダーの台数分（最大4台）のUSBポート（Type-A）がPC本体に空いているか、目で確かめてください。
doctor-hub-found-what = USBポート { $port } にハブ「{ $name }」があります。
doctor-hub-found-evidence = { $id }、差込口 { $sockets } 個。{ $fixed }。
doctor-hub-found-why = ハブの先のリーダーは使えません。ただし、PCの基板に初めから付いているハブは、PCの一部です。
doctor-hub-found-todo = 外付けのハブやドックには、リーダーをつながないでください。PCの基板にあるハブと分かっているときだけ、次の行を設定ファイルの [link] に書いてください（board_hubs の行がもうあれば、置き換えます）。
doctor-board-hub-what = ハブ { $port }（{ $id }）は、PCの基板のものとして設定されています。

### リーダーの接続か、ほかのUSBのネットワークについて、点検でこれを見つけたとき

doctor-reader-direct-what = リーダー { $serial }: USBポート { $port } に直接、{ $speed } Mbps、{ $interface }（{ $driver }）、アドレス { $addresses }。
doctor-no-readers-what = USBでつながったリーダーが見つかりません。
doctor-no-readers-evidence = リーダーになり得るUSBのネットワーク機器がありません。
doctor-no-readers-why = リーダーはUSBでつなぎます。LANや無線ではつなげません。
doctor-no-readers-todo = つないであるときは、リーダーの電源（ACアダプター）と、USBケーブルの両端を確かめてください。
doctor-readers-unknown-what = USBとネットワークの様子を、PCから読み取れませんでした。
doctor-readers-unknown-evidence = { $detail }
doctor-readers-unknown-why = リーダーがどのポートにつながっているかを確かめられません。
doctor-readers-unknown-todo = 管理者として、もう一度点検してください。くり返すときはサポートに連絡してください。
doctor-behind-hub-what = リーダー { $serial } が、USBハブの先につながっています。
doctor-behind-hub-evidence = USBポート { $port }、ハブ { $hub }、{ $interface }
doctor-behind-hub-why = リーダーは、PC本体のUSBポートに直接つなぐ決まりです。ハブの先のリーダーは使えません。
doctor-behind-hub-todo = ハブから抜いて、PC本体のUSBポートに直接つないでください。{ $board }
doctor-link-unknown-what = リーダー { $serial } がどのようにつながっているか、分かりませんでした。
doctor-link-unknown-evidence = USBポート { $port }、{ $interface }（{ $driver }）
doctor-link-unknown-why = PC本体に直接つながっていることを確かめられないリーダーは、使えません。
doctor-link-unknown-todo = PC本体の別のUSBポートにつなぎ直して、もう一度点検してください。
doctor-slow-link-what = リーダー { $serial } の接続が、USB 2.0より遅くなっています。
doctor-slow-link-evidence = USBポート { $port } で { $speed } Mbps（USB 2.0は480 Mbps）
doctor-slow-link-why = USB 2.0／3.0のポートと、傷みのないケーブルが必要です。遅いのは、ケーブルかポートの不具合のしるしです。
doctor-slow-link-todo = ケーブルを奥まで挿し直し、次に別のケーブル（1.8 m。実績のあるもので3 mか5 m）、別のUSBポートの順に試してください。
doctor-serial-missing-what = USBポート { $port } のリーダーが、製造番号を示していません。
doctor-serial-missing-evidence = { $id }、{ $interface }（{ $driver }）
doctor-serial-missing-why = USBが示す製造番号と登録を照らし合わせるため、示さないリーダーは使えません。
doctor-serial-missing-todo = リーダーの電源を入れ直してください。変わらないときは、サポートに連絡してください。
doctor-serial-duplicate-what = 製造番号 { $serial } のリーダーが、2台以上つながっています。
doctor-serial-duplicate-evidence = USBポート { $port } と { $copies }
doctor-serial-duplicate-why = 製造番号は1台ごとに違います。同じ番号が2台あると、どちらも使えません。
doctor-serial-duplicate-todo = 本体のシールの製造番号を見て、違うほうを外してください。見分けられないときは、サポートに連絡してください。
doctor-interface-missing-what = リーダー { $serial } のネットワークが、PCに現れていません。
doctor-interface-missing-evidence = USBポート { $port }、{ $id }
doctor-interface-missing-why = リーダーとPCは、USBの上のTCP/IPで通信します。
doctor-interface-missing-todo = リーダーの起動を1分待ち、USBケーブルを挿し直してください。変わらないときは、PCを再起動してドライバーを確かめてください。
doctor-interface-down-what = リーダー { $serial } のネットワーク { $interface } が、無効になっています。
doctor-interface-down-evidence = USBポート { $port }、ドライバー { $driver }
doctor-interface-down-why = リーダーとPCは、USBの上のTCP/IPで通信します。
doctor-interface-down-todo = { $interface } を有効にしてください。リーダーの起動中であれば、1分待って、もう一度点検してください。
doctor-address-missing-what = リーダー { $serial } のネットワーク { $interface } に、アドレスがありません。
doctor-address-missing-evidence = USBポート { $port }、ドライバー { $driver }
doctor-address-missing-why = リーダーとPCは、ふつうIPv6のリンクローカルアドレスで通信します。
doctor-address-missing-todo = { $interface } のIPv6を有効にするか、IPv4アドレスを決めて設定してください（候補は「madoguchi doctor --propose 1」）。
doctor-driver-rndis-what = リーダーのネットワーク { $interface } は、RNDISのドライバーで動いています。
doctor-driver-rndis-evidence = ドライバー: { $driver }
doctor-driver-rndis-why = このままでも使えます。マイクロソフトは、RNDISの代わりにNCM（Windows 11のドライバー UsbNcm）を勧めています。
doctor-driver-rndis-todo = リーダーの販売元に、NCMに対応したリーダーのソフトウェアがあるかを尋ねてください

doctor-usb-suspended-what = このPCは、使っていないUSB機器への給電を止める設定（USBのセレクティブ サスペンド）です。
doctor-usb-suspended-evidence = 電源プラン、電源に接続しているとき: USBのセレクティブ サスペンドが有効
doctor-usb-suspended-why = 待っている間にリーダーとの接続が止まり、切れることがあります。
doctor-usb-suspended-todo = コントロール パネルの「電源オプション」→「プラン設定の変更」→「詳細な電源設定の変更」→「USB設定」→「USBのセレクティブ サスペンドの設定」で「電源に接続」を「無効」にするか、管理者として次の2行を実行してください

doctor-adapter-turned-off-what = Windowsは、電力の節約のためにリーダーのネットワーク { $interface } の電源を切ることがあります。
doctor-adapter-turned-off-evidence = { $interface }: 「電力の節約のために、コンピューターでこのデバイスの電源をオフにできるようにする」が有効
doctor-adapter-turned-off-why = 電源が切られると、リーダーとの接続が切れます。
doctor-adapter-turned-off-todo = デバイス マネージャーの「ネットワーク アダプター」で { $interface } のアダプターのプロパティを開き、「電源の管理」でその項目のチェックを外してください

doctor-too-many-readers-what = リーダーが { $readers } 台つながっています。
doctor-too-many-readers-evidence = 1台のPCで使えるのは4台までです。
doctor-too-many-readers-why = 5台目からは、ライセンスがあっても使えません。
doctor-too-many-readers-todo = 4台を残して外すか、別のPCにつないでください。
doctor-not-taken-as-reader-what = USBのネットワーク { $interface } は、リーダーとして扱いません。
doctor-not-taken-as-reader-evidence = { $reason }（USBポート { $port }、{ $id }）
doctor-not-taken-as-reader-why = madoguchiは、リーダーの通信路でだけ接続を待ちます。院内LANや無線では待ちません。
doctor-not-taken-as-reader-todo = { $todo }
doctor-foreign-reader-what = 他社のカードリーダー「{ $name }」がつながっています。
doctor-foreign-reader-evidence = USBポート { $port }、{ $id }
doctor-foreign-reader-why = 他社のカードリーダーとの併用は、動作が確かめられておらず、不具合の原因も見分けられなくなります。
doctor-foreign-reader-todo = このPCから外してください。
doctor-reader-ids-unset-what = どのUSB機器がリーダーかが、設定（reader_ids）に書かれていません。
doctor-reader-ids-unset-evidence = いまリーダーとして扱っているもの: { $found }
doctor-reader-ids-unset-why = reader_ids がないと、USBのLANアダプターなど、リーダーでない機器もリーダーとして扱うことがあります。
doctor-reader-ids-unset-todo = すべてリーダーであれば、次の行を設定ファイルの [link] に書いてください。リーダーでないものの番号は除いてください。

### リーダーのネットワーク（計画中のものも）について、点検でこれを見つけたとき

doctor-network-clear-what = { $net }（{ $whose }）は、どれとも重なっていません。
doctor-network-overlap-what = { $net }（{ $whose }）が、PCで使っているネットワークと重なっています。
doctor-network-overlap-evidence = 重なる相手: { $used }
doctor-network-overlap-why = アドレスが重なると、リーダーか、院内の機器や専用回線のどちらかに通信が届かなくなります。
doctor-network-overlap-todo = リーダーのネットワークを変えてください。空いている候補: { $instead }。IPv6リンクローカル（初期設定）なら、重なることはありません。
doctor-networks-unknown-what = PCの経路かDNSサーバーを、読み取れませんでした。
doctor-networks-unknown-evidence = { $detail }
doctor-networks-unknown-why = 読めなかったものとの重なりは、見つけられません。
doctor-networks-unknown-todo = 管理者として、もう一度点検してください。
doctor-network-proposed-what = リーダーに使える、空いているネットワーク（{ $found } 個）です。1行に1つ、ネットワーク、PCのアドレス、リーダーのアドレスの順に示します。
doctor-network-none-free-what = 空いているネットワークが足りません。
doctor-network-none-free-evidence = { $wanted } 個のうち { $found } 個だけが空いています。
doctor-network-none-free-why = PCの経路が、プライベートアドレスのほとんどを使っています（VPNなど）。
doctor-network-none-free-todo = IPv6リンクローカル（初期設定）を使ってください。重なることはありません。IPv4が必要なときは、ネットワークの管理者に空いている範囲を確かめてください。

### リーダーからmadoguchiへの通信について、点検でこれを見つけたとき

doctor-gateway-reachable-what = { $interface }: リーダーの通信がmadoguchi（TCP { $port }）に届いています。
doctor-gateway-listens-what = { $interface }: リーダー用のポート（TCP { $port }）は応答しています。
doctor-listener-missing-what = { $interface }: リーダー用のポートに接続できません（TCP { $port }）。
doctor-listener-missing-evidence = { $addresses }: { $detail }
doctor-listener-missing-why = リーダーは、このアドレスに接続します。待っているプログラムがないと、つながりません。
doctor-listener-missing-todo = madoguchiが動いているかを確かめ、止まっていれば起動してください。動いているときは、ここにファイアウォールの項目があればそれを先にしてください。なければ、点検の --config が動いているmadoguchiの設定と同じかを確かめ、同じなら起動し直してください。
doctor-listener-not-yet-what = { $interface }: madoguchiはまだ動いていません（TCP { $port }）。
doctor-listener-not-yet-evidence = { $addresses }: { $detail }
doctor-listener-not-yet-why = リーダーは、このアドレスに接続します。
doctor-listener-not-yet-todo = madoguchiを起動してから、もう一度点検してください。
doctor-port-held-what = { $interface }: リーダー用のポート（TCP { $port }）を、別のプログラムが使っています。
doctor-port-held-evidence = { $addresses } は応答しますが、このデータフォルダーのmadoguchiは動いていません。プログラム: { $program }
doctor-port-held-why = リーダーはこのポートに接続します。別のプログラムが使っていると、リーダーはつながらず、madoguchiも待ち受けられません。
doctor-port-held-todo = そのプログラムを止めてください。別のデータフォルダーのmadoguchiであれば、点検に同じ --data-dir と --config を付けてください。
doctor-firewall-blocks-what = { $interface }: ファイアウォールがリーダーの通信（{ $ports }）を止めています。
doctor-firewall-blocks-evidence = { $seen }
doctor-firewall-blocks-why = リーダーはTCP/IPでPCに接続します。ファイアウォールが止めると、つながりません。
doctor-firewall-blocks-todo = { $open }
doctor-firewall-will-block-what = このままリーダーをつなぐと、ファイアウォールが通信（{ $ports }）を止めます。
doctor-firewall-will-block-evidence = { $seen }（{ $interface } の場合）
doctor-firewall-will-block-why = リーダーはTCP/IPでPCに接続します。ファイアウォールが止めると、つながりません。
doctor-firewall-will-block-todo = 管理者が次の命令を実行してください（同じ通信路にある相手だけを、このプログラムにだけ通します）。リーダーをつないだら、もう一度点検してください。
doctor-firewall-unclear-what = { $interface }: ファイアウォールがリーダーの通信（{ $ports }）を止めるかどうか、判断できない規則があります。
doctor-firewall-unclear-evidence = { $seen }
doctor-firewall-unclear-why = リーダーはTCP/IPでPCに接続します。ファイアウォールが止めると、つながりません。
doctor-firewall-unclear-todo = リーダーがつながるときは、このままで構いません。つながらないときは、次の命令で開けられます。
doctor-firewall-suspected-what = { $interface }: リーダーがつながりません。このPCのファイアウォール（{ $tools }）が通信（{ $ports }）を止めているかもしれません。
doctor-firewall-suspected-evidence = { $seen }
doctor-firewall-suspected-why = リーダーはTCP/IPでPCに接続します。ファイアウォールが止めると、つながりません。規則の内容は調べていません。
doctor-firewall-suspected-todo = リーダーの電源が入り、登録が済んでいるかを確かめ、1分待ってください。それでもつながらないときは、{ $open }
doctor-firewall-active-what = このPCでは、ファイアウォール（{ $tools }）が動いています。
doctor-firewall-active-evidence = { $seen }
doctor-firewall-active-why = リーダーの通信（{ $ports }）を通すかどうかは、リーダーがつながったときに分かります。規則の内容は調べていません。
doctor-firewall-active-todo = リーダーがつながるときは、このままで構いません。つながらないときは、{ $open }リーダーのインターフェースの名前が違うときは、書き換えてください。
doctor-firewall-unreadable-what = { $what }
doctor-firewall-unreadable-evidence = { $detail }
doctor-firewall-unreadable-why = { $why }
doctor-firewall-unreadable-todo = 管理者として、もう一度点検してください。できないときは、ファイアウォールの規則をご自身で確かめてください。
doctor-route-elsewhere-what = リーダー（{ $interface }）への通信が、別のところ（{ $other }）へ出ていきます。
doctor-route-elsewhere-evidence = リーダーのネットワーク { $net }、経路 { $route } は { $other } へ
doctor-route-elsewhere-why = 経路（IPルーティング）が合っていないと、PCの返事がリーダーに届きません。
doctor-route-elsewhere-todo = リーダーのネットワークを、空いているもの（「madoguchi doctor --propose 4」）に変えるか、不要な経路であれば、管理者が消してください。次の命令で、消すか、どの経路かを確かめられます。

### 専用回線の点検（--line）でこれを見つけたとき

doctor-line-route-what = 専用回線 { $address } への経路があります（{ $interface }、経路 { $route }）。
doctor-line-missing-what = 専用回線 { $address } への経路がありません。
doctor-line-missing-evidence = { $detail }
doctor-line-missing-why = オンライン資格確認には、専用回線（オンライン請求ネットワーク）への接続が必要です。
doctor-line-missing-todo = 専用回線のルーターとLANケーブルを確かめ、変わらないときは、回線を設置した会社に連絡してください。
doctor-line-by-reader-what = 専用回線 { $address } への経路が、リーダー（{ $interface }）に向いています。
doctor-line-by-reader-evidence = PCの側のアドレス { $from }、経路 { $route }
doctor-line-by-reader-why = リーダーの先に専用回線はないので、資格確認ができなくなります。
doctor-line-by-reader-todo = リーダーのネットワークを、空いているもの（「madoguchi doctor --propose 4」）に変えてください。
doctor-line-by-default-what = 専用回線 { $address } へ向かう決まった経路がなく、既定の経路（デフォルトルート）だけが当てはまります。
doctor-line-by-default-evidence = { $way } から出ていきます（経路 { $route }）
doctor-line-by-default-why = 既定の経路は、どのアドレスにも当てはまります。その先がインターネットなら、専用回線の静的ルートが失われていて、資格確認ができません。
doctor-line-by-default-todo = { $way } は、専用回線につながっていますか。回線を設置した会社の書類で確かめてください。専用回線のルーターのアドレスが分かったら、管理者が次の命令の ROUTER をそのアドレスに、インターフェースをつながっているものに替えて実行してください。Linuxでは、再起動のあとも残るように、ネットワークの設定にも加えてください。
doctor-line-by-default-public-what = 専用回線 { $address }（グローバルアドレス）には、既定の経路（デフォルトルート）だけが当てはまります。
doctor-line-by-default-public-evidence = { $way } から出ていきます（経路 { $route }）
doctor-line-by-default-public-why = インターネット経由（IPsec）の回線なら、これでよい状態です。専用のルーターがあるときは、静的ルートが失われています。
doctor-line-by-default-public-todo = { $way } は、専用回線につながっていますか。専用のルーターが別にあるときは、管理者が次の命令の ROUTER をそのアドレスに替えて実行してください。

### 時刻について、点検でこれを見つけたとき

doctor-clock-fine-what = 時刻は { $time }（{ $zone }）で、時刻サーバーに合わせています。
doctor-clock-wrong-what = PCの時計が、あり得ない日付です。
doctor-clock-wrong-evidence = { $time }（{ $zone }）
doctor-clock-wrong-why = 画面と記録の時刻が違い、期間のあるライセンスの判断を誤ることがあります。専用回線の証明書も使えなくなることがあります。
doctor-clock-wrong-todo = PCの日付と時刻を直してください。くり返すときは、PCの内蔵電池を交換してください。
doctor-clock-not-synced-what = PCの時計を、時刻サーバーに合わせていません。
doctor-clock-not-synced-evidence = { $time }（{ $zone }）
doctor-clock-not-synced-why = 時計は1か月に数分ずれることがあります。ずれが大きいと、専用回線の証明書や、ライセンスの期間の判断を誤ります。
doctor-clock-not-synced-todo = 時刻の自動設定を有効にしてください。閉じたネットワークのときは、月に一度、手で合わせてください。
doctor-clock-sync-unknown-what = PCの時計を時刻サーバーに合わせているか、分かりませんでした。
doctor-clock-sync-unknown-evidence = { $time }（{ $zone }）
doctor-clock-sync-unknown-why = 時計は1か月に数分ずれることがあります。
doctor-clock-sync-unknown-todo = 表示の時刻が正しいか、目で確かめてください。
doctor-zone-not-japan-what = PCのタイムゾーンが、日本ではありません。
doctor-zone-not-japan-evidence = { $time }（{ $zone }）
doctor-zone-not-japan-why = ほかのプログラムが示す時刻と、受付の記録の時刻が食い違って見えます。
doctor-zone-not-japan-todo = タイムゾーンを「大阪、札幌、東京」（Asia/Tokyo）にしてください。
doctor-fleet-time-differs-what = madoguchiの内部の時刻とPCの時計が、{ $distance } 違います。
doctor-fleet-time-differs-evidence = PC { $time }、内部 { $fleet }、PCの時計で { $since } から
doctor-fleet-time-differs-why = 受付と呼び出しは続きます。画面の時刻と一日の終わりはPCの時計で、期間のあるライセンスは内部の時刻で決まります。
doctor-fleet-time-differs-todo = PCの時計が正しければ「madoguchi time confirm」で内部の時刻を合わせてください。正しくなければ、PCの時計を直してください。

### データフォルダーについて、点検でこれを見つけたとき

doctor-data-fine-what = データフォルダー { $path }: 持ち主だけが読めます（空き: { $free }）。
doctor-data-not-yet-what = データフォルダー { $path } では、madoguchiがまだ起動されていません。
doctor-data-not-yet-evidence = 鍵も記録もありません。
doctor-data-not-yet-why = 設置の前であれば、これでよい状態です。
doctor-data-not-yet-todo = 設置のあとであれば、--data-dir で正しいフォルダーを指定してください。
doctor-data-open-what = データフォルダー { $path } を、ほかの利用者が読み書きできます。
doctor-data-open-evidence = { $open }
doctor-data-open-why = このPCの鍵が入っています。ほかの利用者に読まれると、このPCになりすまされるおそれがあります。
doctor-data-open-todo = madoguchiを動かす利用者か管理者が、次の命令を実行してください。
doctor-reception-open-what = 受付用フォルダー { $path } を、グループのほかの利用者が使えるか、だれかが書き換えられます。
doctor-reception-open-evidence = { $who }
doctor-reception-open-why = 受付のプログラムがつなぐための鍵の置き場所です。ほかの利用者も使える間は、madoguchiはその鍵を受け付けず、受付のプログラムはつながりません。
doctor-reception-open-todo = 管理者が次の命令を実行し（グループ名が madoguchi-reception でなければ --group を付けます）、madoguchiを起動し直してください。新しい鍵が作られます。
doctor-data-other-owner-what = データフォルダー { $path } の持ち主は、いまの利用者とは別です。
doctor-data-other-owner-evidence = 点検した利用者は、持ち主ではありません。
doctor-data-other-owner-why = madoguchiは、データフォルダーの持ち主が動かします。
doctor-data-other-owner-todo = madoguchiを動かす利用者で、もう一度点検してください。
doctor-data-mixed-owners-what = データフォルダー { $path } の中に、持ち主がフォルダーと違うファイルがあります。
doctor-data-mixed-owners-evidence = { $files }
doctor-data-mixed-owners-why = madoguchiはフォルダーの持ち主が動かし、ほかの利用者のファイルには書き込めないため、起動できないか、途中で止まります。多くは、一度、管理者で起動したためです。
doctor-data-mixed-owners-todo = madoguchiを止め、管理者が次の命令を実行してから、フォルダーの持ち主で起動してください。
doctor-data-unreadable-what = データフォルダー { $path } を調べられませんでした。
doctor-data-unreadable-evidence = { $detail }
doctor-data-unreadable-why = 権限、証明書、空きのうち、確かめられなかったものがあります。
doctor-data-unreadable-todo = madoguchiを動かす利用者か管理者で、もう一度点検してください。
doctor-data-other-environment-what = データフォルダー { $path } は、設定とは別の用途のものです。
doctor-data-other-environment-evidence = フォルダーは { $found }、設定は { $wanted }（production: 本番用、test: 試験用）
doctor-data-other-environment-why = 試験の記録と診療の記録が混ざらないように、madoguchiはこのフォルダーでは起動しません。
doctor-data-other-environment-todo = 正しい設定ファイル（--config）かデータフォルダー（--data-dir）を指定してください。
doctor-space-low-what = ディスクの空きが足りません。
doctor-space-low-evidence = { $path }: 空き { $free } MiB
doctor-space-low-why = 空きが { $least } MiBより少ない間は、いまの受付を終えられるように、新しい受付を断ります。
doctor-space-low-todo = 不要なファイルを消して、空きを増やしてください。
doctor-space-scarce-what = ディスクの空きが少なくなっています。
doctor-space-scarce-evidence = { $path }: 空き { $free } MiB
doctor-space-scarce-why = 空きが { $least } MiBより少なくなると、新しい受付を断ります。
doctor-space-scarce-todo = 早めに、不要なファイルを消してください。
doctor-certificate-fine-what = 証明書 { $file } は読めます。
doctor-certificate-unreadable-what = 証明書 { $file } の内容を読めません。
doctor-certificate-unreadable-evidence = { $detail }
doctor-certificate-unreadable-why = 壊れていると、madoguchiは起動しません。
doctor-certificate-unreadable-todo = madoguchiを止め、いちばん新しいバックアップを別の空のフォルダーに復元し（madoguchi restore FILE --data-dir FOLDER）、その中の同じ名前のファイルをここに写してください。バックアップがないときは、サポートに連絡してください。
doctor-backup-unset-what = 自動バックアップの設定がありません。
doctor-backup-unset-evidence = 設定に backup.folder がありません。
doctor-backup-unset-why = PCのディスクが壊れると、受付・リーダー・ライセンスの記録と、このPCの鍵は、ほかのどこにも残りません。
doctor-backup-unset-todo = 「madoguchi backup-key」で鍵を作って印刷し、設定の backup に、USBメモリーなどのフォルダーと一緒に書いてください。ほかの方法で控えを取っているなら、このままでかまいません。
doctor-backup-kept-what = { $told }

### 動いているmadoguchiに聞いたとき、または聞けなかったとき

doctor-controller-fine-what = madoguchi { $software } が動いています（リーダー { $units } 台のうち { $serving } 台が使えます）。
doctor-controller-not-asked-what = madoguchiの状態（注意、リーダー、ライセンス）は、確かめていません。
doctor-controller-not-asked-evidence = { $detail }
doctor-controller-not-asked-why = リーダーの台数と利用枠の数は、動いているmadoguchiだけが答えられます。
doctor-controller-not-asked-todo = { $todo }
doctor-start-fails-what = いまのままでは、madoguchiを起動できません。
doctor-start-fails-evidence = { $detail }
doctor-start-fails-why = どの起動もここで止まり、起動し直しても直りません。いま動いている場合も、次の起動で止まります。
doctor-start-fails-todo = 「見たもの」に書かれたとおりにしてから、もう一度点検してください。
doctor-controller-silent-what = madoguchiは動いているか起動の途中ですが、状態を聞けませんでした。
doctor-controller-silent-evidence = { $detail }
doctor-controller-silent-why = このデータフォルダーの記録をいま使っているプログラムがあるので、止まってはいません。注意、リーダー、ライセンスの状態は分かりません。
doctor-controller-silent-todo = 1分待って、もう一度点検してください。変わらないときは、そのプログラムを止めて、madoguchiを起動し直してください。
doctor-controller-not-running-what = madoguchiが応答しないため、状態を確かめられませんでした。
doctor-controller-not-running-evidence = { $detail }
doctor-controller-not-running-why = madoguchiが動いていない間は、リーダーに患者さんを呼び出せません。
doctor-controller-not-running-todo = 「madoguchi serve」で起動してください。別のフォルダーや別の設定で動いているときは、点検にも同じ --data-dir と --config を付けてください。
doctor-controller-alarm-what = madoguchiからの注意: { $alarm }
doctor-controller-alarm-evidence = 動いているmadoguchiの注意（サポート用の符号: { $code }）
doctor-controller-alarm-why = 動いているmadoguchiが、人の手が必要だと知らせています。
doctor-controller-alarm-todo = 注意の内容のとおりにしてください。
doctor-unit-refused-what = リーダー { $unit } が使えません。
doctor-unit-refused-evidence = USBポート: { $port }、ケーブル: { $cable }。動いているmadoguchiの判断（サポート用の符号: { $code }）
doctor-unit-refused-why = { $why }
doctor-unit-refused-todo = 「理由」に書かれたとおりにしてください。「madoguchi unit list」で、いまの状態が見られます。
doctor-unit-not-serving-what = リーダー { $unit } が、受付で休止にしていないのに使えません。
doctor-unit-not-serving-evidence = { $alarm }
doctor-unit-not-serving-why = 使えないリーダーの分だけ、患者さんの待ち時間が長くなります。ほかのリーダーが使えていても同じです。
doctor-unit-not-serving-todo = 「見たもの」に書かれたとおりにしてください。しばらく片付けておくリーダーは「madoguchi unit pause」で休止に、もう使わないリーダーは「madoguchi unit retire」で取り外し済みにすると、この項目は出なくなります。
doctor-seats-short-what = ライセンスが足りないため、使えないリーダーが { $count } 台あります。
doctor-seats-short-evidence = { $units }（利用枠: { $seats }）
doctor-seats-short-why = 2台目からは、追加ライセンスか、ライセンス同梱の複数台接続版が必要です。
doctor-seats-short-todo = 「madoguchi license request」で申請を作り、購入元に渡してください。ライセンスは後から追加でき、起動し直す必要はありません。
doctor-seats-enough-what = いまつながっているリーダーに、利用枠の足りないものはありません（利用枠のあるリーダー: { $units } 台。利用枠: { $seats }）。
doctor-license-not-in-force-what = ライセンス { $license } は、いま利用枠を増やしていません。
doctor-license-not-in-force-evidence = { $why }
doctor-license-not-in-force-why = そのライセンスを当てにしていると、使えるリーダーの数が足りなくなることがあります。
doctor-license-not-in-force-todo = 心当たりがないときは、購入元に確かめてください。

### 点検のたび: 人の目で確かめること

doctor-placement-light-what = リーダーの正面から中へ、照明や日光が差し込んでいませんか。患者さんの顔が逆光で暗くなっていませんか。
doctor-placement-light-why = 顔認証も券面の読み取りも、強い光や暗さで失敗が増えます。背の低い方は、光をさえぎれません。
doctor-placement-light-todo = 向きか場所を変えるか、ブラインドで光をさえぎってください。
doctor-placement-height-what = 置く高さは、使う方に合っていますか。
doctor-placement-height-why = 高さ100～110 cmでは身長145～195 cmの方、70～80 cmのテーブルでは105～155 cmの方と車椅子の方が、自然に顔を写せます。
doctor-placement-height-todo = 車椅子の方やお子さんが多い受付では、座って使う低い台にも1台置いてください。
doctor-placement-adapter-what = リーダーごとにACアダプターがつながり、安定した所に置いてありますか。
doctor-placement-adapter-why = リーダーはUSBの電力では動きません。宙づりや小さく束ねたケーブルは、断線のもとです。
doctor-placement-adapter-todo = アダプターは机や床に置き、ビニールタイは外し、つないだまま動かさないでください。
doctor-placement-cable-what = USBケーブルは付属の1.8 mか、3 m・5 mの実績のあるものですか。長さはメモしましたか。
doctor-placement-cable-why = 動作を確かめた長さは3 m、5 m、5 m＋付属の1.8 mです。長いケーブルや傷んだケーブルは、遅い接続や切断のもとです。
doctor-placement-cable-todo = 合うケーブルに替え、リーダーにケーブルの長さをメモしてください（「madoguchi unit note」）。
doctor-placement-hub-what = どのリーダーも、PC本体のUSBポートに直接つながっていますか。
doctor-placement-hub-why = USBハブやドックの先のリーダーは使えません。
doctor-placement-hub-todo = ハブを外し、PC本体のUSBポート（Type-A）につないでください。
doctor-placement-foreign-what = 他社のカードリーダーが、同じPCにつながっていませんか。
doctor-placement-foreign-why = 併用は動作が確かめられておらず、不具合の原因も見分けられなくなります。
doctor-placement-foreign-todo = 他社のカードリーダーは、このPCから外してください。

### 点検で、リーダーの保守について分かったとき

doctor-unit-covered = { $unit }：{ $until } まで
doctor-coverage-soon-what = 保守の終わりまで180日以内のリーダーが { $count } 台あります。
doctor-coverage-soon-evidence = { $units }
doctor-coverage-soon-why = 保守が終わったあとは、故障しても修理も交換もできません。新しいリーダーは届くまで2～3か月かかります。
doctor-coverage-soon-todo = 同じ種類の新しいリーダーを注文する時期を、購入元に相談してください。
doctor-coverage-close-what = 保守の終わりまで120日以内のリーダーが { $count } 台あります。
doctor-coverage-close-evidence = { $units }
doctor-coverage-close-why = 新しいリーダーは届くまで2～3か月かかるため、いま注文しないと間に合わないことがあります。
doctor-coverage-close-todo = 同じ種類の新しいリーダーを、購入元に注文してください。
doctor-coverage-over-what = 保守が終わったリーダーが { $count } 台あります。
doctor-coverage-over-evidence = { $units }
doctor-coverage-over-why = このまま使えますが、故障しても修理も交換もできません。
doctor-coverage-over-todo = 故障する前に、同じ種類の新しいリーダーを購入元に注文してください。
doctor-delivery-unknown-what = 納品日を入力していないリーダーが { $count } 台あります。
doctor-delivery-unknown-evidence = { $units }
doctor-delivery-unknown-why = 納品日がないと、保守がいつまでか分からず、終わりが近づいてもお知らせできません。
doctor-delivery-unknown-todo = 納品書の日付を「madoguchi unit note」か、リーダーの画面で入力してください。
