/* Writes down every address that the process and its children connect to, one a line, in CONNECTS_TO. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int connect(int fd, const struct sockaddr *to, socklen_t length) {
  static int (*real)(int, const struct sockaddr *, socklen_t);
  if (!real) real = dlsym(RTLD_NEXT, "connect");
  char text[INET6_ADDRSTRLEN] = "local", line[128];
  if (to->sa_family == AF_INET) inet_ntop(AF_INET, &((struct sockaddr_in *)to)->sin_addr, text, sizeof text);
  else if (to->sa_family == AF_INET6) inet_ntop(AF_INET6, &((struct sockaddr_in6 *)to)->sin6_addr, text, sizeof text);
  else if (to->sa_family != AF_UNIX) snprintf(text, sizeof text, "family %d", to->sa_family);
  const char *log = getenv("CONNECTS_TO");
  int out = log ? open(log, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
  if (out >= 0) {
    int count = snprintf(line, sizeof line, "%s\n", text);
    if (write(out, line, count) < 0) { /* The proof misses the line and fails. */ }
    close(out);
  }
  return real(fd, to, length);
}
