/* Moves the clocks of the program that it is loaded into (LD_PRELOAD), for tests: the file named by MADOGUCHI_WALL holds two
 * numbers, milliseconds by which the time of day is ahead, and milliseconds that the PC slept. Sleep moves the time of day and
 * CLOCK_BOOTTIME together; CLOCK_MONOTONIC stands still in it, as Linux has it, and is never moved.
 *
 * Programs read the time from the kernel's own page without asking the C library, so its functions are replaced there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#ifndef __x86_64__
#error "the jump below is written for x86-64"
#endif

static const volatile int64_t *moved;

static int read_clock(clockid_t id, struct timespec *ts) {
    if (syscall(SYS_clock_gettime, id, ts) != 0)
        return -errno;
    int64_t ms = 0;
    if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)
        ms = moved[0] + moved[1];
    else if (id == CLOCK_BOOTTIME)
        ms = moved[1];
    ts->tv_sec += ms / 1000;
    ts->tv_nsec += ms % 1000 * 1000000;
    if (ts->tv_nsec < 0) {
        ts->tv_nsec += 1000000000;
        ts->tv_sec--;
    } else if (ts->tv_nsec >= 1000000000) {
        ts->tv_nsec -= 1000000000;
        ts->tv_sec++;
    }
    return 0;
}

static int read_timeval(struct timeval *tv, void *zone) {
    struct timespec ts;
    int result = tv ? read_clock(CLOCK_REALTIME, &ts) : 0;
    if (tv && result == 0) {
        tv->tv_sec = ts.tv_sec;
        tv->tv_usec = ts.tv_nsec / 1000;
    }
    if (zone)
        memset(zone, 0, sizeof(struct timezone));
    return result;
}

static time_t read_seconds(time_t *at) {
    struct timespec ts;
    int result = read_clock(CLOCK_REALTIME, &ts);
    if (result != 0)
        return result;
    if (at)
        *at = ts.tv_sec;
    return ts.tv_sec;
}

static void give_up(const char *what) {
    perror(what);
    _exit(99);
}

/* Writes `movabs rax, to; jmp rax` at the beginning of a function; as a debugger does, for that page cannot be written. */
static void replace(int memory, void *page, const char *name, const void *to) {
    unsigned char jump[12] = {0x48, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xe0};
    void *from = dlsym(page, name);
    memcpy(jump + 2, &to, sizeof to);
    if (!from || pwrite(memory, jump, sizeof jump, (off_t)(uintptr_t)from) != (ssize_t)sizeof jump)
        give_up(name);
}

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("MADOGUCHI_WALL");
    if (!path)
        return;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    void *shared = file < 0 ? MAP_FAILED : mmap(NULL, 2 * sizeof *moved, PROT_READ, MAP_SHARED, file, 0);
    if (shared == MAP_FAILED)
        give_up(path);
    close(file);
    moved = shared;
    void *page = dlopen("linux-vdso.so.1", RTLD_LAZY | RTLD_NOLOAD);
    int memory = open("/proc/self/mem", O_RDWR | O_CLOEXEC);
    if (!page || memory < 0)
        give_up("the kernel's clock functions");
    replace(memory, page, "__vdso_clock_gettime", (const void *)read_clock);
    replace(memory, page, "__vdso_gettimeofday", (const void *)read_timeval);
    replace(memory, page, "__vdso_time", (const void *)read_seconds);
    close(memory);
}
