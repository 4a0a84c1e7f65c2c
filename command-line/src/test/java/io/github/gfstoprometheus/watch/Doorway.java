package io.github.gfstoprometheus.watch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An address that stays while the server behind it is stopped and started again somewhere else.
 * Without one, connections are cut as soon as they come.
 */
final class Doorway implements Closeable {
  private final ServerSocket door;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Optional<URI> behind = Optional.empty();

  Doorway() throws IOException {
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** The address of a path behind it. */
  String url(String path) {
    return "http://127.0.0.1:" + door.getLocalPort() + path;
  }

  /** From now on, connections go there. */
  void openTo(URI server) {
    behind = Optional.of(server);
  }

  /** Cuts all connections, and those that come. */
  void shut() throws IOException {
    behind = Optional.empty();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (!door.isClosed()) {
        Socket inner = door.accept();
        Optional<URI> server = behind;
        if (server.isEmpty()) {
          inner.close();
          continue;
        }
        try {
          Socket outer = new Socket(server.get().getHost(), server.get().getPort());
          open.add(inner);
          open.add(outer);
          threads.execute(() -> pass(inner, outer));
          threads.execute(() -> pass(outer, inner));
        } catch (IOException e) {
          inner.close(); // the server has gone, or does not listen yet
        }
      }
    } catch (IOException e) {
      if (!door.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What one side says the other one hears; when one ends, so does the other. */
  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // Cut on one side: both are closed.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    shut();
    threads.shutdownNow();
  }
}
