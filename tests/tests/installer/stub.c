// A program as the installer finds it: its service verbs are noted and done by nobody, all else is the real program's. For tests alone.
//
// MADOGUCHI_REAL names the real program, MADOGUCHI_NOTES the file for the notes. Built with BROKEN it is a version that makes rubbish of the
// records and then fails; BUILD tells one build from another one.
#include <stdio.h>
#include <windows.h>

static const char build[] = "build " BUILD;

// The rest of a command line behind its first word.
static wchar_t *behind(wchar_t *line)
{
    BOOL quoted = FALSE;
    while (*line != 0 && (quoted || *line != L' ')) {
        quoted ^= *line++ == L'"';
    }
    return line;
}

int wmain(int words, wchar_t **word)
{
    wchar_t real[MAX_PATH], notes[MAX_PATH], line[8192];
    if (words < 2 || !GetEnvironmentVariableW(L"MADOGUCHI_REAL", real, MAX_PATH) || !GetEnvironmentVariableW(L"MADOGUCHI_NOTES", notes, MAX_PATH)) {
        return 64;
    }
    if (wcscmp(word[1], L"service") == 0 && words > 2) {
        FILE *file = _wfopen(notes, L"a");
        fprintf(file, "%s: service %ls\n", build, word[2]);
        fclose(file);
        return 0;
    }
#ifdef BROKEN
    if (wcscmp(word[1], L"serve") == 0) {
        wchar_t store[MAX_PATH];
        swprintf(store, MAX_PATH, L"%ls\\Madoguchi\\store\\db", _wgetenv(L"ProgramData"));
        FILE *file = _wfopen(store, L"w");
        fprintf(file, "rubbish\n");
        fclose(file);
        return 1;
    }
#endif
    swprintf(line, 8192, L"\"%ls\"%ls", real, behind(GetCommandLineW()));
    STARTUPINFOW with = {.cb = sizeof with};
    PROCESS_INFORMATION program;
    DWORD code = 65;
    if (!CreateProcessW(real, line, NULL, NULL, TRUE, 0, NULL, NULL, &with, &program)) {
        return 66;
    }
    WaitForSingleObject(program.hProcess, INFINITE);
    GetExitCodeProcess(program.hProcess, &code);
    return (int)code;
}
