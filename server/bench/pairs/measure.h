/* What is counted: time, processors, memory, and how long something took. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stddef.h>
#include <stdint.h>

struct waits {
    uint32_t *us; /* microseconds, in no order */
    size_t count, room;
};

int64_t now_ns(void);
/* Processor time of a whole process so far, in ns. */
int64_t used_ns(int pid);
/* Resident memory, in kB. */
long memory_kb(int pid);
void waited(struct waits *all, int64_t ns);
/* What `share` of all stay under, in ms. */
double ranked(struct waits *all, double share);

#endif
