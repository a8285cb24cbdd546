/* Fails a call on files whose path has a piece, as the file named by MADOGUCHI_FAILING_DISK says: "CALL ERRNO PIECE WHEN", where WHEN is
 * "once", "always", or a number N: then the N-th of the program's calls that change such files fails, whichever it is ("any" stands for
 * CALL). With 0 for ERRNO the program is killed before the call. Loaded with LD_PRELOAD, for tests. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* What a call does to a file. */
enum { READS, CHANGES };

static atomic_long passed;

static int is_now(const char *when, const char *orders) {
    if (strcmp(when, "always") == 0)
        return 1;
    if (strcmp(when, "once") != 0 && atomic_fetch_add(&passed, 1) + 1 != atol(when))
        return 0;
    /* Of several threads only one can remove the order. */
    return REAL(unlink)(orders) == 0;
}

/* The file is named by its path, or by its descriptor where that is NULL. */
static int fails(const char *call, int does, const char *path, int fd) {
    char named[32] = "", piece[128] = "", when[16] = "", link[64], of_fd[4096];
    int code = 0;
    const char *orders = getenv("MADOGUCHI_FAILING_DISK");
    FILE *file = orders ? fopen(orders, "r") : NULL;
    if (!file)
        return 0;
    int read = fscanf(file, "%31s %d %127s %15s", named, &code, piece, when);
    fclose(file);
    int is_any = does == CHANGES && strcmp(named, "any") == 0;
    if (read != 4 || (strcmp(named, call) != 0 && !is_any))
        return 0;
    if (!path) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(link, of_fd, sizeof of_fd - 1);
        if (length < 0)
            return 0;
        of_fd[length] = 0;
        path = of_fd;
    }
    if (!strstr(path, piece) || !is_now(when, orders))
        return 0;
    if (code == 0)
        kill(getpid(), SIGKILL);
    errno = code;
    return 1;
}

int fdatasync(int fd) { return fails("fdatasync", CHANGES, NULL, fd) ? -1 : REAL(fdatasync)(fd); }

int fsync(int fd) { return fails("fsync", CHANGES, NULL, fd) ? -1 : REAL(fsync)(fd); }

int sync_file_range(int fd, off64_t from, off64_t bytes, unsigned flags) {
    return fails("sync_file_range", CHANGES, NULL, fd) ? -1 : REAL(sync_file_range)(fd, from, bytes, flags);
}

ssize_t pwrite64(int fd, const void *bytes, size_t many, off64_t at) {
    return fails("pwrite", CHANGES, NULL, fd) ? -1 : REAL(pwrite64)(fd, bytes, many, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t many, off_t at) {
    return fails("pwrite", CHANGES, NULL, fd) ? -1 : REAL(pwrite)(fd, bytes, many, at);
}

ssize_t write(int fd, const void *bytes, size_t many) {
    return fails("write", CHANGES, NULL, fd) ? -1 : REAL(write)(fd, bytes, many);
}

ssize_t read(int fd, void *bytes, size_t many) {
    return fails("read", READS, NULL, fd) ? -1 : REAL(read)(fd, bytes, many);
}

ssize_t pread64(int fd, void *bytes, size_t many, off64_t at) {
    return fails("pread", READS, NULL, fd) ? -1 : REAL(pread64)(fd, bytes, many, at);
}

ssize_t pread(int fd, void *bytes, size_t many, off_t at) {
    return fails("pread", READS, NULL, fd) ? -1 : REAL(pread)(fd, bytes, many, at);
}

int rename(const char *from, const char *to) { return fails("rename", CHANGES, from, -1) ? -1 : REAL(rename)(from, to); }

int unlink(const char *path) { return fails("unlink", CHANGES, path, -1) ? -1 : REAL(unlink)(path); }
