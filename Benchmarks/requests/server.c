// A model server that costs next to nothing, so that what is measured is the client:
//
//   server REPLY-FILE DELAY-MICROSECONDS [RECORD-FOLDER]
//
// Listens on a free port of 127.0.0.1 and prints it. GET answers a list of one model; POST reads the body and answers REPLY-FILE,
// DELAY-MICROSECONDS after the body's last byte, whatever else is under way. Bodies are thrown away inside the kernel (MSG_TRUNC);
// with RECORD-FOLDER they are kept there as 0.json, 1.json, ... instead. One thread, epoll, keep-alive. Ends with its standard input.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { head_limit = 16 << 10, piece = 1 << 20, most_waiting = 1 << 16 };

struct connection {
  int socket;
  size_t head_length;
  size_t body_left;
  int has_body;
  FILE *record;
  char head[head_limit];
};

static char *chat_reply, *models_reply;
static size_t chat_length, models_length;
static int64_t delay;
static const char *record_folder;
static int record_number;
static char scratch[piece];

// Connections whose reply is due, in the order of their times: the delay is the same for all.
static struct { struct connection *connection; int64_t due; } waiting[most_waiting];
static unsigned first_waiting, end_waiting;
static int timer;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static char *response(const char *body, size_t length, size_t *total) {
  char *text = malloc(length + 200);
  int head = sprintf(
      text, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", length);
  memcpy(text + head, body, length);
  *total = head + length;
  return text;
}

static void say(struct connection *connection, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t sent = send(connection->socket, bytes, length, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) continue;  // a reply is smaller than a socket's buffer
    if (sent < 0) return;                       // the client has gone; epoll tells
    bytes += sent;
    length -= sent;
  }
}

static void set_timer(int64_t due) {
  struct itimerspec time = {.it_value = {due / 1000000000, due % 1000000000}};
  timerfd_settime(timer, TFD_TIMER_ABSTIME, &time, NULL);
}

static void answer(struct connection *connection) {
  if (!connection->has_body) {
    say(connection, models_reply, models_length);
  } else if (delay == 0) {
    say(connection, chat_reply, chat_length);
  } else {
    if (first_waiting == end_waiting) set_timer(now() + delay);
    waiting[end_waiting % most_waiting].connection = connection;
    waiting[end_waiting++ % most_waiting].due = now() + delay;
  }
}

static void answer_due(void) {
  uint64_t count;
  if (read(timer, &count, sizeof count) < 0) return;
  while (first_waiting != end_waiting && waiting[first_waiting % most_waiting].due <= now())
    say(waiting[first_waiting++ % most_waiting].connection, chat_reply, chat_length);
  if (first_waiting != end_waiting) set_timer(waiting[first_waiting % most_waiting].due);
}

// The body's length when the head is whole; what came of the body with it is taken off.
static int begin_body(struct connection *connection) {
  char *end = memmem(connection->head, connection->head_length, "\r\n\r\n", 4);
  if (!end) return 0;
  size_t early = connection->head_length - (end + 4 - connection->head);
  connection->has_body = connection->head[0] == 'P';
  connection->body_left = 0;
  *end = 0;
  char *field = strcasestr(connection->head, "content-length:");
  if (field) connection->body_left = strtoull(field + 15, NULL, 10);
  if (record_folder && connection->has_body) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%d.json", record_folder, record_number++);
    connection->record = fopen(path, "w");
    if (!connection->record) fail(path);
    fwrite(end + 4, 1, early, connection->record);
  }
  connection->body_left -= early;
  connection->head_length = 0;
  return 1;
}

// Reads what is there; 0 when the client has gone.
static int receive(struct connection *connection) {
  for (;;) {
    ssize_t count;
    if (connection->body_left > 0) {
      size_t most = connection->body_left < piece ? connection->body_left : piece;
      count = recv(connection->socket, scratch, most, connection->record ? 0 : MSG_TRUNC);
      if (count > 0) {
        if (connection->record) fwrite(scratch, 1, count, connection->record);
        connection->body_left -= count;
        if (connection->body_left > 0) continue;
      }
    } else {
      count = recv(
          connection->socket, connection->head + connection->head_length,
          head_limit - 1 - connection->head_length, 0);
      if (count > 0) {
        connection->head_length += count;
        if (!begin_body(connection) || connection->body_left > 0) continue;
      }
    }
    if (count <= 0) return count < 0 && errno == EAGAIN;
    if (connection->record) fclose(connection->record);
    connection->record = NULL;
    answer(connection);
  }
}

int main(int count, char **words) {
  if (count < 3) return fprintf(stderr, "usage: server REPLY-FILE DELAY-MICROSECONDS [RECORD-FOLDER]\n"), 64;
  static char file[1 << 20];
  FILE *reply = fopen(words[1], "r");
  if (!reply) fail(words[1]);
  chat_reply = response(file, fread(file, 1, sizeof file, reply), &chat_length);
  const char models[] = "{\"object\":\"list\",\"data\":[{\"id\":\"recorded\",\"object\":\"model\"}]}";
  models_reply = response(models, sizeof models - 1, &models_length);
  delay = atoll(words[2]) * 1000;
  record_folder = count > 3 ? words[3] : NULL;

  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 1024) ||
      getsockname(listener, (struct sockaddr *)&address, &length))
    fail("listen");
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);

  int all = epoll_create1(0);
  timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  struct connection *marks[3] = {0};  // their addresses stand for what is no connection
  int others[3] = {listener, timer, 0};
  for (int i = 0; i < 3; i++) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &marks[i]};
    epoll_ctl(all, EPOLL_CTL_ADD, others[i], &event);
  }
  for (;;) {
    struct epoll_event events[256];
    int ready = epoll_wait(all, events, 256, -1);
    for (int i = 0; i < ready; i++) {
      void *source = events[i].data.ptr;
      if (source == &marks[2]) {
        if (read(0, scratch, sizeof scratch) <= 0) return 0;
      } else if (source == &marks[1]) {
        answer_due();
      } else if (source == &marks[0]) {
        int socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
        if (socket < 0) continue;
        int yes = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        struct connection *connection = calloc(1, sizeof *connection);
        connection->socket = socket;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
        epoll_ctl(all, EPOLL_CTL_ADD, socket, &event);
      } else if (!receive(source)) {
        close(((struct connection *)source)->socket);  // the rest is kept: a reply may wait for it
        ((struct connection *)source)->socket = -1;
      }
    }
  }
}
