/* Keeps, for every file below SHADOW_OF, a copy of its content as of its last fsync in SHADOW_TO: what a disk would
   hold after a power cut at this moment. With SHADOW_SKIP=n only every n-th sync of a write-ahead log counts, which is
   the negative control: a store that does not wait for its log must be seen to lose. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int copy(const char *from, const char *to) {
  char draft[4200], buffer[65536];
  snprintf(draft, sizeof draft, "%s.draft", to);
  int in = open(from, O_RDONLY), out = open(draft, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ssize_t n;
  if (in < 0 || out < 0) return -1;
  while ((n = read(in, buffer, sizeof buffer)) > 0)
    if (write(out, buffer, n) != n) return -1;
  close(in);
  close(out);
  return rename(draft, to);
}

static void keep(int fd) {
  static int logs = 0;
  const char *of = getenv("SHADOW_OF"), *to = getenv("SHADOW_TO"), *skip = getenv("SHADOW_SKIP");
  char link[64], path[2048], shadow[4100];
  if (!of || !to) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n <= 0) return;
  path[n] = 0;
  if (strncmp(path, of, strlen(of)) != 0) return;
  const char *name = strrchr(path, '/') + 1;
  if (skip && strstr(name, "-wal") && ++logs % atoi(skip) != 0) return;
  snprintf(shadow, sizeof shadow, "%s/%s", to, name);
  copy(path, shadow);
}

int fsync(int fd) {
  static int (*real)(int);
  if (!real) real = dlsym(RTLD_NEXT, "fsync");
  int result = real(fd);
  if (result == 0) keep(fd);
  return result;
}

int fdatasync(int fd) {
  static int (*real)(int);
  if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
  int result = real(fd);
  if (result == 0) keep(fd);
  return result;
}

/* A file taken away is away: a journaling file system orders that before whatever is written later. */
int unlink(const char *path) {
  static int (*real)(const char *);
  if (!real) real = dlsym(RTLD_NEXT, "unlink");
  int result = real(path);
  const char *of = getenv("SHADOW_OF"), *to = getenv("SHADOW_TO"), *name = strrchr(path, '/');
  char shadow[4100];
  if (result != 0 || !of || !to || !name || strncmp(path, of, strlen(of)) != 0) return result;
  snprintf(shadow, sizeof shadow, "%s%s", to, name);
  real(shadow);
  return result;
}
