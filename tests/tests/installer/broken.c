// A version that makes rubbish of the records when it is asked to judge them, and then fails: no build of ours does that.
#include <stdio.h>
#include <windows.h>

int wmain(int words, wchar_t **word)
{
    wchar_t store[MAX_PATH];
    if (words > 1 && wcscmp(word[1], L"serve") == 0) {
        swprintf(store, MAX_PATH, L"%ls\\Madoguchi\\store\\db", _wgetenv(L"ProgramData"));
        FILE *file = _wfopen(store, L"w");
        fprintf(file, "rubbish\n");
        fclose(file);
    }
    return 1;
}
