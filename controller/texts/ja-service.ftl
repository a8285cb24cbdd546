# Windowsのサービス: 「madoguchi service」、データフォルダーと受付用フォルダーの権限、Windowsのイベントログ。

### サービスを導入、開始、停止したとき

service-installed = サービスとして導入しました。PCの起動とともに動きます。データは { $folder } に置かれ、サービスと管理者だけが使えます。「madoguchi service start」で、いますぐ開始できます。
service-left-out = このシステムにはない設定なので、省きました: { $what }
service-uninstall = サービスを止めて、取り除きます。受付はその間動きません。データは残ります。
service-uninstalled = サービスを取り除きました。データは残っています。
service-started = サービスを開始しました。
service-stopped = サービスを停止しました。

### サービスの状態

service-state-not-installed = サービスは導入されていません。
service-state-stopped = サービスは停止しています。
service-state-starting = サービスを開始しています。
service-state-running = サービスは動いています。
service-state-stopping = サービスを停止しています。

### サービスを操作できないとき

service-not-here = このコマンドは、Windowsのサービスのためのものです。Linuxではsystemdが同じことをします。「systemctl start madoguchi」、「systemctl stop madoguchi」、「systemctl status madoguchi」を使ってください。
service-not-installed = サービスは導入されていません。管理者として「madoguchi service install」で導入してください。
service-not-by-manager = 「madoguchi service run」はWindowsが使うためのものです。サービスは「madoguchi service start」で開始してください。ターミナルで動かすときは「madoguchi serve」を使ってください。
service-not-allowed = サービスの操作には管理者の権限が必要です。ターミナルを「管理者として実行」で開いて、もう一度試してください。
service-not-up = サービスは開始しましたが、すぐに止まりました。理由は、Windowsのイベントビューアー（アプリケーション、ソースMadoguchi）か、データフォルダーの logs にあります。管理者のターミナルで「madoguchi serve」を実行しても表示されます。
service-not-yet = サービスは、まだ変わっている途中です。1分待って「madoguchi service status」で確かめてください。
service-not-done = サービスを操作できませんでした（{ $what }: { $detail }）。管理者のターミナルで、もう一度試してください。

### データフォルダーをほかの人も使えるとき

folder-open = データフォルダー { $folder } を、ほかの人も使えます（{ $who }）。鍵と受付の記録を守るため、起動しませんでした。管理者のターミナルで次を実行してから、もう一度起動してください。{ $mend }
folder-inherits = データフォルダー { $folder } の権限は、上のフォルダーのものを引き継いでいます。上のフォルダーでだれかを許すと、ここも使えるようになります。鍵と受付の記録を守るため、起動しませんでした。管理者のターミナルで次を実行してから、もう一度起動してください。{ $mend }
folder-not-closed = サービスは導入しましたが、データフォルダー { $folder } をほかの人に閉じられませんでした（{ $detail }）。フォルダーの場所を確かめ、管理者としてもう一度導入してください。

### Windowsのイベントログ

event-log-started = madoguchiが動き始めました。
event-log-stopped = madoguchiは、求められて停止しました。
event-log-let-in = リーダー { $serial } が使えるようになりました。

### 「identity reception」で受付用フォルダーを作ったとき

reception-made = 受付用フォルダーは { $folder } です。グループ { $group } の利用者が読めます。利用者（USER）をグループに加えるには、管理者のターミナルで次を実行し、その利用者がログインし直してください。{ $add }
reception-kept = 中の鍵はそのまま使えます。
reception-anew = madoguchiを次に起動したとき、新しい鍵が入ります。前の鍵の写しは、そのあと使えなくなります。

### 「identity reception」で作れないとき

reception-no-group = 受付用フォルダーを読めるようにするグループ { $group } がないか、指定できません。管理者として次のように作るか、--group で別のグループを指定して、管理者としてもう一度実行してください。{ $make }
reception-not-made = 受付用フォルダー { $folder } を作れないか、権限を設定できません（{ $detail }）。フォルダーの場所を確かめ、管理者としてもう一度実行してください。
