package io.fairlead.bench.contestant;

import io.fairlead.bench.lab.Child;
import io.fairlead.bench.lab.Listening;
import io.fairlead.bench.lab.ProcessClock;
import io.fairlead.bench.lab.ResidentMemory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A proxy that is a process. */
final class ProxyProcess implements Front {

    private final Child child;
    private final InetSocketAddress address;

    ProxyProcess(Child child, InetSocketAddress address) {
        this.child = child;
        this.address = address;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void awaitReady() throws IOException, InterruptedException {
        Listening.await(child, address);
    }

    @Override
    public List<Long> pids() {
        return child.pids();
    }

    @Override
    public Duration cpu() throws IOException {
        return ProcessClock.read(child.pids());
    }

    @Override
    public long residentBytes() throws IOException {
        return ResidentMemory.read(child.pids());
    }

    @Override
    public void checkAlive() throws IOException {
        child.checkAlive();
    }

    @Override
    public void close() {
        child.close();
    }
}
