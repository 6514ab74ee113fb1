/* Ends the process with SIGKILL in place of its KILL_AT-th change of a file below one of KILL_BELOW (paths, separated by
   ";"; "socket:" means what is sent to others). With KILL_AT=0 it only counts, and leaves the count in KILL_COUNT. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long seen = 0;

static int is_ours(const char *path) {
  const char *below = getenv("KILL_BELOW");
  while (below && *below) {
    size_t length = strcspn(below, ";");
    if (length && strncmp(path, below, length) == 0) return 1;
    below += length + (below[length] == ';');
  }
  return 0;
}

static void change(const char *path) {
  const char *at = getenv("KILL_AT");
  if (!at || !path || !is_ours(path)) return;
  if (__sync_add_and_fetch(&seen, 1) == atol(at)) kill(getpid(), SIGKILL);
}

static void change_of(int fd) {
  char link[64], path[2048];
  if (!getenv("KILL_AT")) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n <= 0) return;
  path[n] = 0;
  change(path);
}

__attribute__((destructor)) static void tell(void) {
  const char *where = getenv("KILL_COUNT");
  FILE *file = where ? fopen(where, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld", seen);
  fclose(file);
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *bytes, size_t n) { REAL(write); if (fd > 2) change_of(fd); return real(fd, bytes, n); }
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) { REAL(pwrite); change_of(fd); return real(fd, bytes, n, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) { REAL(pwrite64); change_of(fd); return real(fd, bytes, n, at); }
ssize_t writev(int fd, const struct iovec *all, int n) { REAL(writev); if (fd > 2) change_of(fd); return real(fd, all, n); }
ssize_t pwritev(int fd, const struct iovec *all, int n, off_t at) { REAL(pwritev); change_of(fd); return real(fd, all, n, at); }
int ftruncate(int fd, off_t length) { REAL(ftruncate); change_of(fd); return real(fd, length); }
int ftruncate64(int fd, off64_t length) { REAL(ftruncate64); change_of(fd); return real(fd, length); }
int fsync(int fd) { REAL(fsync); change_of(fd); return real(fd); }
int fdatasync(int fd) { REAL(fdatasync); change_of(fd); return real(fd); }
int rename(const char *from, const char *to) { REAL(rename); change(to); return real(from, to); }
int link(const char *from, const char *to) { REAL(link); change(to); return real(from, to); }
int unlink(const char *path) { REAL(unlink); change(path); return real(path); }
int rmdir(const char *path) { REAL(rmdir); change(path); return real(path); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); change(path); return real(path, mode); }

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = va_arg(rest, int);
  va_end(rest);
  REAL(open);
  if (flags & O_CREAT) change(path);
  return real(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = va_arg(rest, int);
  va_end(rest);
  REAL(open64);
  if (flags & O_CREAT) change(path);
  return real(path, flags, mode);
}
