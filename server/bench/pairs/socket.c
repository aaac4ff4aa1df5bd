#define _GNU_SOURCE
#include "socket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TEXT = 1, CLOSE = 8, PING = 9, PONG = 10, LONGEST = 1 << 16 };

static char incoming[1 << 18];

static void want(struct socket *one, int poll, unsigned events, int how)
{
    struct epoll_event event = {.events = events, .data.ptr = one->owner};
    epoll_ctl(poll, how, one->fd, &event);
}

static void end(struct socket *one)
{
    if (one->stage == GONE)
        return;
    one->stage = GONE;
    close(one->fd);
}

static void keep(struct bytes *all, const char *more, size_t length)
{
    if (all->length + length > all->room) {
        all->room = (all->length + length) * 2;
        all->at = realloc(all->at, all->room);
    }
    memcpy(all->at + all->length, more, length);
    all->length += length;
}

static void put(struct socket *one, int poll, const char *data, size_t length)
{
    ssize_t sent = 0;
    if (one->stage == GONE)
        return;
    if (!one->out.length) {
        sent = send(one->fd, data, length, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN)
            return end(one);
        sent = sent < 0 ? 0 : sent;
    }
    if ((size_t)sent == length)
        return;
    keep(&one->out, data + sent, length - sent);
    want(one, poll, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
}

static void flush(struct socket *one, int poll)
{
    ssize_t sent = send(one->fd, one->out.at, one->out.length, MSG_NOSIGNAL);
    if (sent < 0)
        return errno == EAGAIN ? (void)0 : end(one);
    one->out.length -= sent;
    memmove(one->out.at, one->out.at + sent, one->out.length);
    if (!one->out.length)
        want(one, poll, EPOLLIN, EPOLL_CTL_MOD);
}

/* Masked, as a client must; the mask need not be a secret here. */
static void frame(struct socket *one, int poll, int kind, const char *data, size_t length)
{
    static char made[LONGEST + 8];
    const unsigned char mask[4] = {0x5a, 0x11, 0xc3, 0x27};
    size_t head = 0;
    made[head++] = (char)(0x80 | kind);
    if (length < 126) {
        made[head++] = (char)(0x80 | length);
    } else {
        made[head++] = (char)(0x80 | 126);
        made[head++] = (char)(length >> 8);
        made[head++] = (char)length;
    }
    memcpy(made + head, mask, 4);
    head += 4;
    for (size_t at = 0; at < length; at++)
        made[head + at] = (char)(data[at] ^ mask[at & 3]);
    put(one, poll, made, head + length);
}

void socket_say(struct socket *one, int poll, const char *text, size_t length)
{
    frame(one, poll, TEXT, text, length);
}

void socket_open(struct socket *one, int poll, int port, void *owner)
{
    struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    int yes = 1;
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    one->owner = owner;
    one->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    one->stage = CONNECTING;
    setsockopt(one->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (one->fd < 0 || (connect(one->fd, (void *)&there, sizeof there) && errno != EINPROGRESS)) {
        perror("connect");
        exit(2);
    }
    want(one, poll, EPOLLIN | EPOLLOUT, EPOLL_CTL_ADD);
}

static void shake(struct socket *one, int poll, const char *path, const char *origin,
                  const char *cookie)
{
    char request[2048];
    int length = snprintf(request, sizeof request,
                          "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: %s\r\n"
                          "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                          "User-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\n"
                          "Accept-Language: en-GB,en;q=0.9\r\n%s%s%s"
                          "Sec-WebSocket-Version: 13\r\n"
                          "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n",
                          path, origin, cookie ? "Cookie: " : "", cookie ? cookie : "",
                          cookie ? "\r\n" : "");
    one->stage = SHAKING;
    want(one, poll, EPOLLIN, EPOLL_CTL_MOD);
    put(one, poll, request, length);
}

/* How much of `data` was the answer to the handshake; 0 where more of it must come. */
static size_t shaken(struct socket *one, const char *data, size_t length)
{
    const char *over = memmem(data, length, "\r\n\r\n", 4);
    if (!over)
        return 0;
    if (memcmp(data, "HTTP/1.1 101", 12)) {
        fprintf(stderr, "refused: %.60s\n", data);
        end(one);
    }
    one->stage = OPEN;
    return over + 4 - data;
}

/* How much of `data` was one whole frame; 0 where more of it must come. */
static size_t framed(struct socket *one, int poll, char *data, size_t length, heard *hear)
{
    size_t head = 2, size = length < 2 ? 0 : data[1] & 127;
    if (length < 2 || (size == 126 && length < 4))
        return 0;
    if (size == 127) { /* nothing that we ask for is so long */
        end(one);
        return length;
    }
    if (size == 126) {
        head = 4;
        size = (size_t)(unsigned char)data[2] << 8 | (unsigned char)data[3];
    }
    if (length < head + size)
        return 0;
    switch (data[0] & 15) {
    case TEXT: hear(one->owner, data + head, size); break;
    case PING: frame(one, poll, PONG, data + head, size); break;
    case CLOSE:
        fprintf(stderr, "closed: %d\n", size < 2 ? 0 : (unsigned char)data[head] << 8 | (unsigned char)data[head + 1]);
        end(one);
        break;
    }
    return head + size;
}

static void take(struct socket *one, int poll, heard *hear)
{
    size_t before = one->in.length, done = 0, used;
    memcpy(incoming, one->in.at, before);
    ssize_t came = recv(one->fd, incoming + before, sizeof incoming - before - 1, 0);
    if (came <= 0)
        return came < 0 && errno == EAGAIN ? (void)0 : end(one);
    size_t length = before + came;
    one->in.length = 0;
    do {
        char *rest = incoming + done;
        used = one->stage == SHAKING ? shaken(one, rest, length - done)
                                     : framed(one, poll, rest, length - done, hear);
        done += used;
    } while (used && done < length && one->stage != GONE);
    keep(&one->in, incoming + done, length - done);
}

void socket_stir(struct socket *one, int poll, unsigned events, const char *path,
                 const char *origin, const char *cookie, heard *hear)
{
    int wrong = 0;
    socklen_t size = sizeof wrong;
    if (one->stage == CONNECTING) {
        getsockopt(one->fd, SOL_SOCKET, SO_ERROR, &wrong, &size);
        return wrong ? end(one) : shake(one, poll, path, origin, cookie);
    }
    if (events & EPOLLOUT && one->stage != GONE)
        flush(one, poll);
    if (one->stage != GONE)
        take(one, poll, hear);
}
