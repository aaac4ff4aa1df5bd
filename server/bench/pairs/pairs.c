/* Pairs of people who write to each other, over one thread and one epoll.
 *
 * Standard input has a line for each person, of five fields between tabs: port, place, cookie,
 * auth, conversation; the next line's person is the other of the pair. Place `-` is a plain
 * WebSocket at /ws?token=auth; any other is a Socket.IO namespace. Cookie `-` is none. Who has the
 * conversation `-` only listens.
 *
 * Words: pids=1,2 rate=0 warm=1 seconds=4 rest=0 sync=0 confirm=0 origin=...
 * At rate 0 each person writes when the last of theirs was acknowledged and heard; else so many
 * messages a second come by chance (Poisson), in turn, and waits count from when they were due.
 * `rest`: seconds between the last who came and the look at the memory. `sync`: ask for the page
 * after joining. `confirm`: confirm what was heard, as pages do.
 *
 * Prints one line of JSON.
 */
#define _GNU_SOURCE
#include "measure.h"
#include "socket.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>

enum { AT_THE_DOOR = 64, UNDER_WAY = 256, PIDS = 32, PATIENCE = 120 };

/* 80 bytes each, as people write. */
static const char *const TEXTS[] = {
    "I did not sleep much again last night, and the morning was slow and rather grey.",
    "It helps to say it to somebody who listens, even when nothing else has changed. ",
    "We talked about it at work today, and I think that my boss understood me better.",
    "Thank you for asking. The evenings are the long part, so I call my sister often.",
};

struct person {
    struct socket socket;
    int port, ready, joining;
    char *place, *cookie, *auth, *conversation, *path;
    unsigned said, acked, heard; /* of what this person wrote */
    int64_t due[UNDER_WAY];
};

static struct person *people;
static int count, poll_fd, pids[PIDS], pid_count;
static double rate, warm = 1, seconds = 4, rest;
static int sync_first, confirm;
static const char *origin = "http://bench.invalid";
static int ready, dead, joining, writing, measuring;
static int64_t began; /* part of each ref: what another driver has said is not said again */
static unsigned long sent, acked, refused, heard_count, all_sent, all_heard;
static struct waits acks, deliveries;

static int is_plain(const struct person *one) { return one->place[0] == '-'; }

static int listens_only(const struct person *one) { return !strcmp(one->conversation, "-"); }

static void say(struct person *one, int64_t due)
{
    char text[1024];
    unsigned number = ++one->said;
    const char *words = TEXTS[(number + (one - people)) % (sizeof TEXTS / sizeof *TEXTS)];
    int length;
    one->due[number % UNDER_WAY] = due;
    if (is_plain(one))
        length = snprintf(text, sizeof text, "[\"say\",%u,", number);
    else
        length = snprintf(text, sizeof text, "42%s,%u[\"say\",", one->place, number);
    length += snprintf(text + length, sizeof text - length,
                       "{\"conversation\":\"%s\",\"ref\":\"%llx-%u\",\"text\":\"%s\"}]",
                       one->conversation, (unsigned long long)began, number, words);
    all_sent++;
    sent += measuring;
    socket_say(&one->socket, poll_fd, text, length);
}

static void go_on(struct person *one)
{
    if (rate == 0 && writing && !listens_only(one) && one->said == one->acked && one->said == one->heard)
        say(one, now_ns());
}

static void confirmed(struct person *one, const char *event)
{
    char text[256];
    const char *seq = strstr(event, "\"seq\":");
    if (!seq)
        return;
    int length = snprintf(text, sizeof text,
                          "42%s,[\"received\",{\"conversation\":\"%s\",\"seq\":%ld}]", one->place,
                          one->conversation, strtol(seq + 6, NULL, 10));
    socket_say(&one->socket, poll_fd, text, length);
}

/* What one of a pair writes is heard by the other in its order. */
static void was_heard(struct person *listener, const char *event)
{
    struct person *speaker = people + ((listener - people) ^ 1);
    if (strstr(event, "\"mine\":true") || strstr(event, "\"notice\":\""))
        return;
    speaker->heard++;
    all_heard++;
    if (measuring) {
        heard_count++;
        waited(&deliveries, now_ns() - speaker->due[speaker->heard % UNDER_WAY]);
    }
    if (confirm)
        confirmed(listener, event);
    go_on(speaker);
}

static void was_answered(struct person *one, unsigned number, const char *answer)
{
    one->acked++;
    if (measuring) {
        acked++;
        waited(&acks, now_ns() - one->due[number % UNDER_WAY]);
    }
    if (!strstr(answer, "\"ok\":true")) {
        refused++;
        one->heard++; /* nobody will hear it */
    }
    go_on(one);
}

static void is_ready(struct person *one)
{
    one->ready = 1;
    ready++;
    joining--;
}

static void join(struct person *one)
{
    char text[512];
    int length = snprintf(text, sizeof text, "40%s,%s", one->place, one->auth);
    socket_say(&one->socket, poll_fd, text, length);
}

static void joined(struct person *one)
{
    char text[128];
    if (!sync_first)
        return is_ready(one);
    int length = snprintf(text, sizeof text, "42%s,0[\"sync\",{}]", one->place);
    socket_say(&one->socket, poll_fd, text, length);
}

static void packet(struct person *one, char *text)
{
    char *number = text + 2 + strlen(one->place) + 1;
    if (text[1] == '0')
        joined(one);
    else if (text[1] == '3' && !one->ready)
        is_ready(one);
    else if (text[1] == '3')
        was_answered(one, strtoul(number, NULL, 10), number);
    else if (text[1] == '2' && !strncmp(number, "[\"heard\"", 8))
        was_heard(one, text);
    else if (text[1] == '4')
        fprintf(stderr, "not admitted: %.80s\n", text);
}

static void hear(void *owner, char *text, size_t length)
{
    struct person *one = owner;
    char after = text[length];
    text[length] = 0;
    if (is_plain(one)) {
        if (!strncmp(text, "[\"ack\",", 7))
            was_answered(one, strtoul(text + 7, NULL, 10), text);
        else
            was_heard(one, text);
    } else if (text[0] == '0') {
        join(one);
    } else if (text[0] == '2') {
        socket_say(&one->socket, poll_fd, "3", 1);
    } else if (text[0] == '4') {
        packet(one, text);
    }
    text[length] = after;
}

static void stir(int64_t until)
{
    struct epoll_event events[512];
    int64_t left = until - now_ns();
    struct timespec wait = {left > 0 ? left / 1000000000 : 0, left > 0 ? left % 1000000000 : 0};
    int found = epoll_pwait2(poll_fd, events, 512, &wait, NULL);
    for (int at = 0; at < found; at++) {
        struct person *one = events[at].data.ptr;
        int was_open = one->socket.stage == OPEN;
        socket_stir(&one->socket, poll_fd, events[at].events, one->path, origin,
                    one->cookie[0] == '-' ? NULL : one->cookie, hear);
        if (one->socket.stage == OPEN && !was_open && is_plain(one))
            is_ready(one);
        if (one->socket.stage == GONE && one->joining) {
            one->joining = 0;
            one->ready ? ready-- : joining--;
            dead++;
        }
    }
}

static void come(void)
{
    int64_t end = now_ns() + PATIENCE * 1000000000LL;
    for (int next = 0; ready + dead < count && now_ns() < end;) {
        for (; next < count && joining < AT_THE_DOOR; next++, joining++) {
            people[next].joining = 1;
            socket_open(&people[next].socket, poll_fd, people[next].port, &people[next]);
        }
        stir(now_ns() + 50000000);
    }
}

static double by_chance(void) { return -log((random() + 1.0) / (RAND_MAX + 1.0)); }

/* One after the other, so that nobody writes faster than a person may. */
static int64_t say_what_is_due(int64_t due, int64_t until)
{
    static int turn;
    for (; due <= until; due += (int64_t)(by_chance() * 1e9 / rate)) {
        struct person *one = people + turn;
        turn = (turn + 1) % count;
        if (!listens_only(one) && one->socket.stage == OPEN && one->said - one->acked < UNDER_WAY)
            say(one, due);
    }
    return due;
}

static int64_t play(int64_t due, int64_t until)
{
    while (now_ns() < until) {
        if (rate > 0)
            due = say_what_is_due(due, now_ns());
        int64_t wake = now_ns() + 10000000;
        stir(rate > 0 && due < wake ? due : wake);
    }
    return due;
}

static int64_t all_used(int64_t *each)
{
    int64_t sum = 0;
    for (int at = 0; at < pid_count; at++)
        sum += each[at] = used_ns(pids[at]);
    return sum;
}

static double own_seconds(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_utime.tv_sec + used.ru_stime.tv_sec +
           (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static void speak(void)
{
    int64_t before[PIDS], after[PIDS], due = now_ns();
    writing = 1;
    for (int at = 0; rate == 0 && at < count; at++)
        go_on(people + at);
    due = play(due, now_ns() + (int64_t)(warm * 1e9));
    double own = own_seconds();
    int64_t start = now_ns(), used = all_used(before);
    measuring = 1;
    play(due, start + (int64_t)(seconds * 1e9));
    measuring = writing = 0;
    double took = (now_ns() - start) / 1e9;
    used = all_used(after) - used;
    own = own_seconds() - own;
    for (int64_t end = now_ns() + 10000000000; all_heard + refused < all_sent && now_ns() < end;)
        stir(now_ns() + 20000000);
    printf(",\"seconds\":%.3f,\"sent\":%lu,\"acked\":%lu,\"heard\":%lu,\"refused\":%lu,"
           "\"missing\":%ld,\"cpu_s\":%.6f,\"cpus_s\":[",
           took, sent, acked, heard_count, refused, (long)(all_sent - all_heard - refused),
           used / 1e9);
    for (int at = 0; at < pid_count; at++)
        printf("%s%.6f", at ? "," : "", (after[at] - before[at]) / 1e9);
    printf("],\"ack_p50_ms\":%.3f,\"ack_p99_ms\":%.3f,\"delivery_p50_ms\":%.3f,"
           "\"delivery_p99_ms\":%.3f,\"driver\":%.3f",
           ranked(&acks, .5), ranked(&acks, .99), ranked(&deliveries, .5),
           ranked(&deliveries, .99), own / took);
}

static char *copied(const char *text) { return strdup(text ? text : ""); }

static void read_people(void)
{
    char line[1024], path[256];
    while (fgets(line, sizeof line, stdin)) {
        char *rest = line;
        line[strcspn(line, "\n")] = 0;
        people = realloc(people, (count + 1) * sizeof *people);
        struct person *one = people + count++;
        memset(one, 0, sizeof *one);
        one->port = atoi(strsep(&rest, "\t"));
        one->place = copied(strsep(&rest, "\t"));
        one->cookie = copied(strsep(&rest, "\t"));
        one->auth = copied(strsep(&rest, "\t"));
        one->conversation = copied(strsep(&rest, "\t"));
        snprintf(path, sizeof path, is_plain(one) ? "/ws?token=%s" : "%s", is_plain(one)
                 ? one->auth : "/socket.io/?EIO=4&transport=websocket");
        one->path = copied(path);
    }
}

static void read_pids(char *list)
{
    for (char *one; (one = strsep(&list, ",")) && pid_count < PIDS;)
        pids[pid_count++] = atoi(one);
}

static void read_word(char *word)
{
    char *value = strchr(word, '=');
    if (!value) {
        fprintf(stderr, "not a word=value: %s\n", word);
        exit(2);
    }
    *value++ = 0;
    if (!strcmp(word, "pids")) read_pids(value);
    else if (!strcmp(word, "rate")) rate = atof(value);
    else if (!strcmp(word, "warm")) warm = atof(value);
    else if (!strcmp(word, "seconds")) seconds = atof(value);
    else if (!strcmp(word, "rest")) rest = atof(value);
    else if (!strcmp(word, "sync")) sync_first = atoi(value);
    else if (!strcmp(word, "confirm")) confirm = atoi(value);
    else if (!strcmp(word, "origin")) origin = value;
    else { fprintf(stderr, "unknown: %s\n", word); exit(2); }
}

int main(int argc, char **argv)
{
    int64_t each[PIDS];
    long memory = 0;
    for (int at = 1; at < argc; at++)
        read_word(argv[at]);
    read_people();
    poll_fd = epoll_create1(0);
    for (int at = 0; at < pid_count; at++)
        memory -= memory_kb(pids[at]);
    int64_t used = all_used(each);
    began = now_ns();
    come();
    double took = (now_ns() - began) / 1e9;
    used = all_used(each) - used;
    for (int64_t end = now_ns() + (int64_t)(rest * 1e9); now_ns() < end;)
        stir(now_ns() + 20000000);
    for (int at = 0; at < pid_count; at++)
        memory += memory_kb(pids[at]);
    printf("{\"ready\":%d,\"gone\":%d,\"came_s\":%.4f,\"came_cpu_s\":%.6f,\"memory_kb\":%ld", ready,
           dead, took, used / 1e9, memory);
    if (seconds > 0)
        speak();
    printf("}\n");
    return ready == count ? 0 : 1;
}
