; What the installer says, in both languages: what happened, why, what to do now.
!macro Text name ja en
  LangString ${name} ${LANG_JAPANESE} "${ja}"
  LangString ${name} ${LANG_ENGLISH} "${en}"
!macroend

!insertmacro Text BackupTitle "バックアップの保存先" "Where backups go"
!insertmacro Text BackupUnder "PCが壊れたときに、受付とリーダーの登録を元に戻すためのものです。" "What brings tickets and readers back when this PC breaks."
!insertmacro Text BackupText "USBメモリー、共有フォルダー、2台目のディスクなど、このPCのディスクではないフォルダーを選んでください。空欄のままでもよく、あとから設定できます。" "Choose a folder that is not on this PC's own disk: a stick, a share, a second disk. It may stay empty, and be set later."
!insertmacro Text BackupLetter "このドライブ文字はこの利用者だけのもので、サービスからは見えません。共有フォルダーは「\\PC名\共有名」の形で指定してください。" "This drive letter is yours alone: the service does not see it. Name the share itself: \\PC\SHARE."
!insertmacro Text BackupInside "データと同じ場所では、データと一緒に失われます。別のディスクのフォルダーを指定してください。" "There it would be lost together with the data. Choose a folder on another disk."
!insertmacro Text BackupAway "このフォルダーは見つからず、作ることもできません。USBメモリーを差すか、共有フォルダーのあるPCとネットワークを確かめるか、別のフォルダーを指定してください。" "This folder is not there and cannot be made. Plug the stick in, look at the network and the PC that has the share, or choose another folder."
!insertmacro Text BackupBrowse "参照..." "Browse..."
!insertmacro Text Finished "インストールが終わりました。スタートメニューの Madoguchi で画面が開きます。" "Madoguchi is installed. Madoguchi in the start menu opens the console."
!insertmacro Text KeyNow "バックアップの鍵を作って印刷する（鍵がないとバックアップは始まりません）" "Make and print the key of the backups, which begin with it"
!insertmacro Text KeyPrinted "鍵の紙をブラウザーで開きました。印刷できましたか？「はい」を押すと、このPCからは消えます。この紙がないと、バックアップはだれにも開けません。「いいえ」でもう一度開きます。" "The sheet with the key is in the browser. Is it printed? With $\"yes$\" it is removed from this PC, and without the paper nobody can open the backups. $\"No$\" opens it again."
!insertmacro Text KeyNotMade "鍵を作れませんでした。管理者のウィンドウで「madoguchi backup-key」を実行すると、理由が出ます。バックアップは鍵ができてから始まります。" "No key could be made. $\"madoguchi backup-key$\" in a window of an administrator says why. Backups begin once there is a key."
!insertmacro Text NotKept "更新前のデータを写せないため、何も変えていません。ディスクの空きを確かめて、もう一度実行してください。詳しくは setup.log とログにあります。" "The data cannot be copied before the update, so nothing was changed. See that the disk has room, and run this again. More is in setup.log and in the log."
!insertmacro Text NotWritten "プログラムを書き込めません。以前の状態に戻しました。Madoguchiの画面やコマンドを閉じ、ディスクの空きを確かめて、もう一度実行してください。" "The program cannot be written. All is as it was before. Close commands of Madoguchi, see that the disk has room, and run this again."
!insertmacro Text Undone "新しい版は、このPCのデータを引き継げません。プログラムもデータも更新前に戻しました。受付は続けられます。setup.log とログをサポートに送ってください。" "The new version cannot go on with this PC's data. Program and data are as they were before the update, and reception can go on. Send setup.log and the log to support."
!insertmacro Text Unfit "このPCではMadoguchiを起動できません。理由は「madoguchi doctor」とログに出ます。直してから、もう一度実行してください。データは変えていません。" "Madoguchi cannot start on this PC. $\"madoguchi doctor$\" and the log say why. Mend it and run this again. No data were changed."
!insertmacro Text NoService "サービスを登録できません。管理者として、もう一度実行してください。" "The service cannot be installed. Run this again as an administrator."
!insertmacro Text NotStarted "インストールは終わりましたが、サービスが起動しません。理由は「madoguchi doctor」とログに出ます。" "All is installed, but the service does not start. $\"madoguchi doctor$\" and the log say why."
!insertmacro Text AskData "このPCの鍵、リーダーの登録、ライセンス、受付の記録も削除しますか？バックアップなしで削除すると、全リーダーの登録とライセンスの発行がやり直しになります。ふつうは「いいえ」です。" "Remove this PC's keys, the readers' registrations, the licenses and the tickets, too? Without a backup every reader is paired again and every license issued again. Usually: no."
