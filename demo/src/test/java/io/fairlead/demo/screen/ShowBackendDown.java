package io.fairlead.demo.screen;

import java.io.IOException;

/** Shows one moment on its standard output until a key is typed. */
final class ShowBackendDown {

    private ShowBackendDown() {}

    public static void main(String[] arguments) throws IOException {
        try (Display display = Display.onStandardOutput()) {
            Views.events().forEach(display::say);
            display.show(Views.backendDown());
            while (System.in.read() != 'q') {
                Thread.onSpinWait();
            }
        }
    }
}
