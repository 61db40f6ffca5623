package io.fairlead.demo.script;

import io.fairlead.api.v1alpha1.Balance;
import io.fairlead.api.v1alpha1.HashKey;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it is asked to do, and does nothing. */
final class FakeActions implements Actions {

    final List<String> done = new ArrayList<>();

    @Override
    public void applySample() {
        done.add("apply");
    }

    @Override
    public void startCalls() {
        done.add("start calls");
    }

    @Override
    public void crash(String backend) {
        done.add("crash " + backend);
    }

    @Override
    public void recover(String backend) {
        done.add("recover " + backend);
    }

    @Override
    public void edit(Balance balance) {
        HashKey key = balance.hashOrDefault().key();
        done.add("edit " + balance.algorithm() + (key == null ? "" : " by " + key.type() + " " + key.metadata()));
    }

    @Override
    public void deletePod(String pod) {
        done.add("delete " + pod);
    }

    @Override
    public void scaleBackends(int replicas) {
        done.add("scale " + replicas);
    }

    @Override
    public void stopOperator() {
        done.add("stop operator");
    }

    @Override
    public void startOperator() {
        done.add("start operator");
    }
}
