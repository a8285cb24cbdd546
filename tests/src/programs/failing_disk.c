/* Fails a call on files whose path has a piece, as the file named by MADOGUCHI_FAILING_DISK says: "CALL ERRNO PIECE HOW_OFTEN", where
 * HOW_OFTEN is "once" or "always". Loaded with LD_PRELOAD, for tests. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int fails(const char *call, int fd) {
    char named[32] = "", piece[128] = "", often[16] = "", link[64], path[4096];
    int code = 0;
    const char *orders = getenv("MADOGUCHI_FAILING_DISK");
    FILE *file = orders ? fopen(orders, "r") : NULL;
    if (!file)
        return 0;
    int read = fscanf(file, "%31s %d %127s %15s", named, &code, piece, often);
    fclose(file);
    if (read != 4 || strcmp(named, call) != 0)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    if (!strstr(path, piece))
        return 0;
    /* Of several threads only one can remove the order. */
    if (strcmp(often, "once") == 0 && unlink(orders) != 0)
        return 0;
    errno = code;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int fdatasync(int fd) { return fails("fdatasync", fd) ? -1 : REAL(fdatasync)(fd); }

int fsync(int fd) { return fails("fsync", fd) ? -1 : REAL(fsync)(fd); }

int sync_file_range(int fd, off64_t from, off64_t bytes, unsigned flags) {
    return fails("sync_file_range", fd) ? -1 : REAL(sync_file_range)(fd, from, bytes, flags);
}

ssize_t pwrite64(int fd, const void *bytes, size_t many, off64_t at) {
    return fails("pwrite", fd) ? -1 : REAL(pwrite64)(fd, bytes, many, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t many, off_t at) {
    return fails("pwrite", fd) ? -1 : REAL(pwrite)(fd, bytes, many, at);
}

ssize_t write(int fd, const void *bytes, size_t many) {
    return fails("write", fd) ? -1 : REAL(write)(fd, bytes, many);
}

ssize_t pread64(int fd, void *bytes, size_t many, off64_t at) {
    return fails("pread", fd) ? -1 : REAL(pread64)(fd, bytes, many, at);
}

ssize_t pread(int fd, void *bytes, size_t many, off_t at) {
    return fails("pread", fd) ? -1 : REAL(pread)(fd, bytes, many, at);
}
