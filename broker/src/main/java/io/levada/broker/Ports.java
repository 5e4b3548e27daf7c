package io.levada.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;

/** Which ports of this machine are free. What is free now may be taken a moment later. */
final class Ports {
    /** This machine answers itself at once, unless a firewall swallows the question. */
    private static final int ANSWER_MILLIS = 500;

    private Ports() {}

    static int free() {
        try (ServerSocket socket = bind(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether somebody listens at a port, at 127.0.0.1 or another address that clients who ask {@code localhost} come to.
     * Binding alone doesn't tell: macOS, like other BSDs, lets one server have 127.0.0.1 beside another that has all
     * addresses, and takes the clients away from that.
     */
    static boolean isTaken(int port) {
        if (answers(port)) {
            return true;
        }
        try (ServerSocket socket = bind(port)) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether somebody accepts a connection. */
    static boolean answers(int port) {
        for (InetAddress address : localAddresses()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), ANSWER_MILLIS);
                // TCP lets a socket that was given this very port as its own connect to itself.
                if (socket.getLocalPort() != port) {
                    return true;
                }
            } catch (IOException e) {
                // nobody there
            }
        }
        return false;
    }

    private static ServerSocket bind(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    private static InetAddress[] localAddresses() {
        try {
            return InetAddress.getAllByName("localhost");
        } catch (UnknownHostException e) {
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }
    }
}
