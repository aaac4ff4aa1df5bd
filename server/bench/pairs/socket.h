/* One WebSocket to a server on this machine, without waiting for anything. */
#ifndef SOCKET_H
#define SOCKET_H

#include <stddef.h>

enum stage { UNBORN, CONNECTING, SHAKING, OPEN, GONE };

struct bytes {
    char *at;
    size_t length, room;
};

struct socket {
    int fd;
    enum stage stage;
    struct bytes in, out; /* what came of a frame, and what could not be sent yet */
    void *owner;
};

/* `heard` gets each text; it may send, and it may find the socket gone afterwards. */
typedef void heard(void *owner, char *text, size_t length);

void socket_open(struct socket *one, int poll, int port, void *owner);
/* What epoll reported; `path` and `cookie` (or NULL) are for the handshake. */
void socket_stir(struct socket *one, int poll, unsigned events, const char *path,
                 const char *origin, const char *cookie, heard *hear);
void socket_say(struct socket *one, int poll, const char *text, size_t length);

#endif
