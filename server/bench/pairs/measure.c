#define _GNU_SOURCE
#include "measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int64_t read_clock(clockid_t clock)
{
    struct timespec at;
    if (clock_gettime(clock, &at)) {
        perror("clock");
        exit(2);
    }
    return at.tv_sec * 1000000000LL + at.tv_nsec;
}

int64_t now_ns(void) { return read_clock(CLOCK_MONOTONIC); }

int64_t used_ns(int pid)
{
    clockid_t clock;
    if (clock_getcpuclockid(pid, &clock)) {
        fprintf(stderr, "no such process: %d\n", pid);
        exit(2);
    }
    return read_clock(clock);
}

long memory_kb(int pid)
{
    char name[64];
    long size = 0, resident = 0;
    snprintf(name, sizeof name, "/proc/%d/statm", pid);
    FILE *file = fopen(name, "r");
    if (!file || fscanf(file, "%ld %ld", &size, &resident) != 2) {
        perror(name);
        exit(2);
    }
    fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

void waited(struct waits *all, int64_t ns)
{
    if (all->count == all->room) {
        all->room = all->room ? all->room * 2 : 1 << 16;
        all->us = realloc(all->us, all->room * sizeof *all->us);
    }
    all->us[all->count++] = (uint32_t)(ns / 1000);
}

static int by_size(const void *one, const void *other)
{
    uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
    return (a > b) - (a < b);
}

double ranked(struct waits *all, double share)
{
    if (!all->count)
        return 0;
    qsort(all->us, all->count, sizeof *all->us, by_size);
    return all->us[(size_t)((all->count - 1) * share)] / 1000.0;
}
