; madoguchi-setup.exe: installs, updates and removes the controller on a clinic's PC.
;
;   madoguchi-setup.exe [/S] ["/BACKUP=FOLDER"] [/LANG=ja|en] [/D=PROGRAM FOLDER, last and without quotes]
;   uninstall.exe       [/S] [/DATA=remove]
;
; Where there is a configuration already, as at every update, /BACKUP is not looked at: its folder is the one that counts.
;
; Exit code 0: done. 1: left by whoever ran it. Beyond: see the numbers at `Fail`. What was run, and how it ended, is in setup.log beside the
; program. An update is what `madoguchi update --help` says: the former program keeps the data and itself, the new one judges them with its
; doors closed, and whatever fails before that puts both back.

Unicode true
Target amd64-unicode
SetCompress ${COMPRESS}
!if ${COMPRESS} == "auto"
  SetCompressor /SOLID lzma
!endif
ManifestDPIAware true
RequestExecutionLevel admin
Name "Madoguchi"
OutFile "${OUT}"
InstallDir "$PROGRAMFILES64\Madoguchi"
BrandingText "Madoguchi ${VERSION}"
ShowInstDetails show
ShowUninstDetails show

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WordFunc.nsh"

!define MUI_ICON "madoguchi.ico"
!define MUI_UNICON "madoguchi.ico"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Madoguchi"
!define RULE "Madoguchi"

; Where the records and keys are; where backups are to go; the arguments that every step names.
Var Data
Var Backup
Var BackupField
Var Of
; Whether a former program keeps the data of an update.
Var Former
; What the newest command said, for whoever has to know why nothing more is done.
Var Said
; Not empty where the firewall's rule could not be made.
Var Rule

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENSE}"
!insertmacro MUI_PAGE_DIRECTORY
Page custom BackupPage BackupLeave
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$(Finished)"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "$(KeyNow)"
!define MUI_FINISHPAGE_RUN_FUNCTION MakeKey
!define MUI_PAGE_CUSTOMFUNCTION_SHOW FinishShow
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Japanese"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_RESERVEFILE_LANGDLL

!include "texts.nsh"

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
!macro Resource lang description
  VIAddVersionKey /LANG=${lang} "ProductName" "Madoguchi"
  VIAddVersionKey /LANG=${lang} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${lang} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${lang} "FileDescription" "${description}"
  VIAddVersionKey /LANG=${lang} "LegalCopyright" "Apache-2.0"
!macroend
!insertmacro Resource ${LANG_JAPANESE} "窓口（カードリーダーの受付）のインストーラー"
!insertmacro Resource ${LANG_ENGLISH} "Installer of Madoguchi, a clinic's card readers as one fleet"

; Runs a command without a window, notes it in setup.log with its exit code and its words, and leaves the code in $0 ("error": it could not be
; run). Programs of ours are asked for English: what they write is UTF-8, of which NSIS reads ASCII alone.
!macro RunIn un
Function ${un}RunCommand
  Exch $1
  nsExec::ExecToStack /TIMEOUT=600000 `$1`
  Pop $0
  Pop $Said
  DetailPrint "$0  $1"
  FileOpen $2 "$INSTDIR\setup.log" a
  FileSeek $2 0 END
  FileWriteUTF16LE $2 "$0  $1$\r$\n"
  ${If} $Said != ""
    FileWriteUTF16LE $2 "$Said$\r$\n"
  ${EndIf}
  FileClose $2
  Pop $1
FunctionEnd
!macroend
!insertmacro RunIn ""
!insertmacro RunIn "un."
!macro Run command
  Push `${command}`
  !ifdef __UNINSTALL__
    Call un.RunCommand
  !else
    Call RunCommand
  !endif
!macroend

; Says why nothing more is done, and ends with an exit code.
!macro Fail code text
  SetErrorLevel ${code}
  DetailPrint "${text}"
  MessageBox MB_OK|MB_ICONSTOP "${text}$\r$\n$\r$\n$Said" /SD IDOK
  Abort
!macroend

!macro Start
  SetRegView 64
  SetShellVarContext all
  StrCpy $Data "$APPDATA\Madoguchi"
  ; The configuration may name another data directory, and then that one counts.
  StrCpy $Of '--lang en --config "$INSTDIR\controller.toml"'
!macroend

Function .onInit
  !insertmacro Start
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/BACKUP=" $Backup
  ${GetOptions} $0 "/LANG=" $1
  ${If} $1 == "ja"
    StrCpy $LANGUAGE ${LANG_JAPANESE}
  ${ElseIf} $1 == "en"
    StrCpy $LANGUAGE ${LANG_ENGLISH}
  ${EndIf}
  ; An update goes to where the program is.
  ReadRegStr $1 HKLM "${UNINSTALL}" "InstallLocation"
  ${If} $1 != ""
    StrCpy $INSTDIR $1
  ${EndIf}
  ; What is configured stays.
  ${If} ${FileExists} "$INSTDIR\controller.toml"
    StrCpy $Backup ""
  ${EndIf}
FunctionEnd

; Whether $Backup can be the folder of backups: $0 is why not, or empty. It is made where it is not there, and is its whole path afterwards.
Function JudgeBackup
  StrCpy $0 ""
  ${If} $Backup == ""
    Return
  ${EndIf}
  System::Call 'kernel32::GetFullPathNameW(w "$Backup", i ${NSIS_MAX_STRLEN}, w .r1, p 0)'
  StrCpy $Backup $1
  ; Without the blanks and backslashes at its end, but for those of a drive.
  ${Do}
    StrLen $2 $Backup
    StrCpy $1 $Backup 1 -1
    ${If} $2 <= 3
      ${Break}
    ${ElseIf} $1 != "\"
    ${AndIf} $1 != " "
      ${Break}
    ${EndIf}
    StrCpy $Backup $Backup -1
  ${Loop}
  ; The letter of a share is its user's: the service, which is nobody's, does not see it.
  StrCpy $1 $Backup 3
  System::Call 'kernel32::GetDriveTypeW(w r1) i .r2'
  ${If} $2 == 4
    StrCpy $0 "$(BackupLetter)"
    Return
  ${EndIf}
  ; Neither in the data folder nor around it; comparisons take no notice of capitals.
  StrCpy $1 "$Backup\"
  StrCpy $2 "$Data\"
  StrLen $3 $1
  StrLen $4 $2
  StrCpy $5 $1 $4
  StrCpy $6 $2 $3
  ${If} $5 == $2
  ${OrIf} $6 == $1
    StrCpy $0 "$(BackupInside)"
    Return
  ${EndIf}
  CreateDirectory $Backup
  ${IfNot} ${FileExists} "$Backup\*.*"
    StrCpy $0 "$(BackupAway)"
  ${EndIf}
FunctionEnd

; Where backups go: a stick, a share, a second disk. Asked once, before there is a configuration.
Function BackupPage
  ${If} ${FileExists} "$INSTDIR\controller.toml"
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(BackupTitle)" "$(BackupUnder)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 48u "$(BackupText)"
  Pop $0
  ${NSD_CreateDirRequest} 0 56u 78% 13u "$Backup"
  Pop $BackupField
  ${NSD_CreateBrowseButton} 80% 56u 20% 13u "$(BackupBrowse)"
  Pop $0
  ${NSD_OnClick} $0 BackupBrowse
  nsDialogs::Show
FunctionEnd

Function BackupBrowse
  nsDialogs::SelectFolderDialog "$(BackupTitle)" "$Backup"
  Pop $0
  ${If} $0 != error
    ${NSD_SetText} $BackupField $0
  ${EndIf}
FunctionEnd

Function BackupLeave
  ${NSD_GetText} $BackupField $Backup
  Call JudgeBackup
  ${If} $0 != ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$0"
    Abort
  ${EndIf}
FunctionEnd

; The former program stops, keeps itself and the data.
Function KeepFormer
  StrCpy $Former ""
  ${IfNot} ${FileExists} "$INSTDIR\madoguchi.exe"
  ${AndIfNot} ${FileExists} "$INSTDIR\former\madoguchi.exe"
    Return
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\madoguchi.exe"
    !insertmacro Run '"$INSTDIR\madoguchi.exe" service stop'
  ${EndIf}
  ; An update that was cut off left its former program, which is asked how it ended: while what stands in its place cannot go on with the data,
  ; or was put back already, it stays the former one.
  StrCpy $1 0
  ${If} ${FileExists} "$INSTDIR\former\madoguchi.exe"
    !insertmacro Run '"$INSTDIR\former\madoguchi.exe" update judge --program "$INSTDIR\madoguchi.exe" $Of'
    StrCpy $1 $0
  ${EndIf}
  ${If} $1 == 0
  ${AndIf} ${FileExists} "$INSTDIR\madoguchi.exe"
    CreateDirectory "$INSTDIR\former"
    ClearErrors
    CopyFiles /SILENT "$INSTDIR\madoguchi.exe" "$INSTDIR\former\madoguchi.exe"
    ${If} ${Errors}
      !insertmacro Run '"$INSTDIR\madoguchi.exe" service start'
      !insertmacro Fail 3 "$(NotKept)"
    ${EndIf}
  ${EndIf}
  !insertmacro Run '"$INSTDIR\former\madoguchi.exe" update prepare $Of'
  ${If} $0 != 0
    !insertmacro Run '"$INSTDIR\madoguchi.exe" service start'
    !insertmacro Fail 3 "$(NotKept)"
  ${EndIf}
  StrCpy $Former "$INSTDIR\former\madoguchi.exe"
FunctionEnd

; Lets madoguchi.exe.new take the place of the program. One that has just ended, or that a scanner looks at, is waited for. $0 is empty where it
; does.
Function TakePlace
  StrCpy $0 "no"
  StrCpy $1 0
  ${Do}
    ClearErrors
    Delete "$INSTDIR\madoguchi.exe"
    ${IfNot} ${Errors}
      Rename "$INSTDIR\madoguchi.exe.new" "$INSTDIR\madoguchi.exe"
    ${EndIf}
    ${IfNot} ${Errors}
      StrCpy $0 ""
      ${Break}
    ${EndIf}
    Sleep 500
    IntOp $1 $1 + 1
  ${LoopUntil} $1 = 20
FunctionEnd

; The former program at its place again, and running. The data were put back by it before.
Function PutBack
  ClearErrors
  CopyFiles /SILENT "$Former" "$INSTDIR\madoguchi.exe.new"
  ${If} ${Errors}
    !insertmacro Fail 10 "$(NotPutBack)"
  ${EndIf}
  Call TakePlace
  ${If} $0 != ""
    !insertmacro Fail 10 "$(NotPutBack)"
  ${EndIf}
  !insertmacro Run '"$INSTDIR\madoguchi.exe" service start'
FunctionEnd

; The program's name is never empty for longer than a rename takes, and what is cut off there is made good by the next run.
Function LayDown
  SetOutPath "$INSTDIR"
  ClearErrors
  SetOverwrite try
  File "/oname=madoguchi.exe.new" "${PROGRAMS}/madoguchi.exe"
  File "/oname=LICENSE.txt" "${LICENSE}"
  SetOverwrite on
  StrCpy $0 "no"
  ${IfNot} ${Errors}
    Call TakePlace
  ${EndIf}
  ${If} $0 != ""
    Delete "$INSTDIR\madoguchi.exe.new"
    ${If} $Former != ""
      !insertmacro Run '"$Former" update undo $Of'
      Call PutBack
    ${EndIf}
    !insertmacro Fail 4 "$(NotWritten)"
  ${EndIf}
FunctionEnd

; The folder of records and keys: the system and administrators, later the service, and nobody else. One that somebody else made before is
; taken over.
Function CloseData
  CreateDirectory "$Data"
  !insertmacro Run '"$SYSDIR\icacls.exe" "$Data" /setowner *S-1-5-32-544 /T /C /Q'
  ${If} $Former == ""
    ; Whatever rights of his own somebody gave to what lies in it.
    !insertmacro Run '"$SYSDIR\icacls.exe" "$Data" /reset /T /C /Q'
  ${EndIf}
  !insertmacro Run '"$SYSDIR\icacls.exe" "$Data" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F /Q'
  ${If} $0 != 0
    ${If} $Former != ""
      !insertmacro Run '"$Former" update undo $Of'
      Call PutBack
    ${EndIf}
    !insertmacro Fail 11 "$(NotClosed)"
  ${EndIf}
FunctionEnd

Function Configure
  ${If} ${FileExists} "$INSTDIR\controller.toml"
    Return
  ${EndIf}
  FileOpen $0 "$INSTDIR\controller.toml" w
  FileWrite $0 "# Madoguchi: the configuration of this PC. Whatever is not here has its usual value. As UTF-8.$\r$\n"
  FileWrite $0 "# After a change, in a window of an administrator: madoguchi service stop, then madoguchi service start.$\r$\n"
  FileClose $0
  ${If} $Backup != ""
    ; Backslashes are doubled, as TOML wants them; a quote is in no path of Windows.
    ${WordReplace} $Backup "\" "\\" "+" $1
    StrCpy $1 "$\r$\n# Without a key none is made: madoguchi backup-key --config FILE --out SHEET.html$\r$\n[backup]$\r$\nfolder = $\"$1$\"$\r$\n"
    Call AppendUtf8
  ${EndIf}
FunctionEnd

; Writes $1 behind the configuration, which is UTF-8; NSIS itself would write the letters of the PC's code page.
Function AppendUtf8
  System::Call 'kernel32::WideCharToMultiByte(i 65001, i 0, w r1, i -1, p 0, i 0, p 0, p 0) i .r2'
  System::Alloc $2
  Pop $3
  System::Call 'kernel32::WideCharToMultiByte(i 65001, i 0, w r1, i -1, p r3, i r2, p 0, p 0) i .r2'
  IntOp $2 $2 - 1
  FileOpen $0 "$INSTDIR\controller.toml" a
  FileSeek $0 0 END
  System::Call 'kernel32::WriteFile(p r0, p r3, i r2, *i .r4, p 0)'
  FileClose $0
  System::Free $3
FunctionEnd

Section "Madoguchi"
  ; What functions lay down is not counted by itself.
  AddSize ${KIB}
  ; Where no page asked, it was not judged yet.
  Call JudgeBackup
  ${If} $0 != ""
    !insertmacro Fail 9 "$0"
  ${EndIf}
  SetOutPath "$INSTDIR"
  Call KeepFormer
  Call LayDown
  Call CloseData
  Call Configure

  ; The gate: until here all can be put back, from here on nothing.
  ${If} $Former != ""
    !insertmacro Run '"$Former" update judge --program "$INSTDIR\madoguchi.exe" $Of'
    ${If} $0 != 0
      Call PutBack
      !insertmacro Fail 5 "$(Undone)"
    ${EndIf}
    Delete "$Former"
    RMDir "$INSTDIR\former"
  ${Else}
    ; What an earlier installation left is judged in the same way, by this program alone; then the PC: configuration and ports.
    !insertmacro Run '"$INSTDIR\madoguchi.exe" update prepare $Of'
    ${If} $0 == 0
      !insertmacro Run '"$INSTDIR\madoguchi.exe" update judge --program "$INSTDIR\madoguchi.exe" $Of'
    ${EndIf}
    ${If} $0 == 0
      !insertmacro Run '"$INSTDIR\madoguchi.exe" serve --probe $Of'
    ${EndIf}
    ${If} $0 != 0
      !insertmacro Fail 6 "$(Unfit)"
    ${EndIf}
  ${EndIf}

  ; The service of an update is there already, and stays. It also makes reception's folder, for the group madoguchi-reception to read.
  !insertmacro Run '"$INSTDIR\madoguchi.exe" service install $Of'
  ${If} $0 != 0
  ${AndIf} $Former == ""
    !insertmacro Fail 7 "$(NoService)"
  ${EndIf}
  ; Windows that are opened from here on find the program by its name.
  SendMessage ${HWND_BROADCAST} ${WM_WININICHANGE} 0 "STR:Environment" /TIMEOUT=5000
  ${If} $Backup != ""
    ; A share has its own list, and a stick with FAT none: what is then in the way is told by "madoguchi status".
    !insertmacro Run '"$SYSDIR\icacls.exe" "$Backup" /grant "NT SERVICE\Madoguchi:(OI)(CI)M" /Q'
  ${EndIf}

  ; This program alone, from this link and this network alone: readers, pairing, and their questions where the gateway is.
  !insertmacro Run '"$SYSDIR\netsh.exe" advfirewall firewall delete rule name="${RULE}"'
  !insertmacro Run '"$SYSDIR\netsh.exe" advfirewall firewall add rule name="${RULE}" dir=in action=allow profile=any enable=yes program="$INSTDIR\madoguchi.exe" protocol=TCP localport=7443,7444 remoteip=LocalSubnet,fe80::/10'
  !insertmacro Run '"$SYSDIR\netsh.exe" advfirewall firewall add rule name="${RULE}" dir=in action=allow profile=any enable=yes program="$INSTDIR\madoguchi.exe" protocol=UDP localport=5353 remoteip=LocalSubnet,fe80::/10'
  ${If} $0 != 0
    DetailPrint "$(NoRule)"
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(NoRule)$\r$\n$\r$\n$Said" /SD IDOK
    StrCpy $Rule "no"
  ${EndIf}

  CreateDirectory "$SMPROGRAMS\Madoguchi"
  WriteINIStr "$SMPROGRAMS\Madoguchi\Madoguchi.url" "InternetShortcut" "URL" "http://127.0.0.1:7480/"
  WriteINIStr "$SMPROGRAMS\Madoguchi\Madoguchi.url" "InternetShortcut" "IconFile" "$INSTDIR\uninstall.exe"
  WriteINIStr "$SMPROGRAMS\Madoguchi\Madoguchi.url" "InternetShortcut" "IconIndex" "0"

  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKLM "${UNINSTALL}" "DisplayName" "Madoguchi"
  WriteRegStr HKLM "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL}" "DisplayIcon" "$INSTDIR\uninstall.exe"
  WriteRegStr HKLM "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${UNINSTALL}" "EstimatedSize" ${KIB}
  WriteRegDWORD HKLM "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKLM "${UNINSTALL}" "NoRepair" 1

  !insertmacro Run '"$INSTDIR\madoguchi.exe" service start'
  ${If} $0 != 0
    !insertmacro Fail 8 "$(NotStarted)"
  ${EndIf}
  ${If} $Rule != ""
    SetErrorLevel 12
  ${EndIf}
SectionEnd

; The key of the backups is offered where a folder for them was named just now.
Function FinishShow
  ${If} $Backup == ""
    ${NSD_Uncheck} $mui.FinishPage.Run
    ShowWindow $mui.FinishPage.Run ${SW_HIDE}
  ${EndIf}
FunctionEnd

; Makes the key, lets its sheet be printed, and removes the sheet: the secret stays on paper alone. The service begins with the key.
Function MakeKey
  InitPluginsDir
  StrCpy $9 "$PLUGINSDIR\madoguchi-key.html"
  !insertmacro Run '"$INSTDIR\madoguchi.exe" backup-key --out "$9" $Of'
  ${If} $0 != 0
    MessageBox MB_OK|MB_ICONSTOP "$(KeyNotMade)"
    Return
  ${EndIf}
  ${Do}
    ClearErrors
    ExecShell "open" "$9"
    ${If} ${Errors}
      Goto kept
    ${EndIf}
    MessageBox MB_YESNOCANCEL|MB_ICONQUESTION|MB_DEFBUTTON2 "$(KeyPrinted)" IDYES printed IDCANCEL kept
  ${Loop}
  kept:
  ; The only copy of the secret: it stays where nobody but administrators reads, until somebody has printed it.
  CopyFiles /SILENT "$9" "$Data\madoguchi-key.html"
  MessageBox MB_OK|MB_ICONEXCLAMATION "$(KeyKept)"
  printed:
  Delete "$9"
  !insertmacro Run '"$INSTDIR\madoguchi.exe" service stop'
  !insertmacro Run '"$INSTDIR\madoguchi.exe" service start'
  ${If} $0 != 0
    MessageBox MB_OK|MB_ICONSTOP "$(NotStarted)"
  ${EndIf}
FunctionEnd

Var Remove

Function un.onInit
  !insertmacro Start
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DATA=" $Remove
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(AskData)" /SD IDNO IDNO kept
  StrCpy $Remove "remove"
  kept:
FunctionEnd

Section "Uninstall"
  !insertmacro Run '"$INSTDIR\madoguchi.exe" service stop'
  !insertmacro Run '"$INSTDIR\madoguchi.exe" service uninstall --yes'
  ; A program that still runs has the data, and cannot be removed.
  StrCpy $1 0
  ${Do}
    ClearErrors
    Delete "$INSTDIR\madoguchi.exe"
    ${IfNot} ${Errors}
      ${Break}
    ${EndIf}
    Sleep 500
    IntOp $1 $1 + 1
  ${LoopUntil} $1 = 20
  ${If} ${FileExists} "$INSTDIR\madoguchi.exe"
    !insertmacro Fail 13 "$(StillRuns)"
  ${EndIf}
  !insertmacro Run '"$SYSDIR\netsh.exe" advfirewall firewall delete rule name="${RULE}"'
  Delete "$SMPROGRAMS\Madoguchi\Madoguchi.url"
  RMDir "$SMPROGRAMS\Madoguchi"
  Delete "$INSTDIR\madoguchi.exe.new"
  Delete "$INSTDIR\former\madoguchi.exe"
  RMDir "$INSTDIR\former"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\uninstall.exe"
  DeleteRegKey HKLM "${UNINSTALL}"
  ${If} $Remove == "remove"
    Delete "$INSTDIR\controller.toml"
    RMDir /r "$Data"
    RMDir /r "$Data-reception"
    !insertmacro Run '"$SYSDIR\net.exe" localgroup madoguchi-reception /delete'
    Delete "$INSTDIR\setup.log"
  ${EndIf}
  RMDir "$INSTDIR"
SectionEnd
