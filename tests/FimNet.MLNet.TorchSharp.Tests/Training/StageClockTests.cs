using FimNet.MLNet.Training;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public class StageClockTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [TestMethod]
    public void Steps_count_themselves()
    {
        var clock = new StageClock(TrainingLength.Steps(10), pixels: 1_000_000, batchSize: 64);
        Assert.AreEqual(0, clock.Fraction(0, Day));
        Assert.AreEqual(0.3, clock.Fraction(3, Day), 1e-12);
        Assert.AreEqual(1, clock.Fraction(10, TimeSpan.Zero));
        Assert.AreEqual(1, clock.Fraction(11, TimeSpan.Zero));
    }

    [TestMethod]
    public void A_pause_does_not_count()
    {
        var clock = new StageClock(TrainingLength.Time(TimeSpan.FromSeconds(1000)), pixels: 1, batchSize: 1);
        IDisposable pause = clock.Pause();
        TimeSpan before = clock.Elapsed;
        Thread.Sleep(20);
        Assert.AreEqual(before, clock.Elapsed);
        pause.Dispose();
        Thread.Sleep(20);
        Assert.IsGreaterThan(before, clock.Elapsed);
    }

    [TestMethod]
    public void No_length_is_finished_at_once()
    {
        Assert.AreEqual(1, new StageClock(TrainingLength.None, 1_000_000, 64).Fraction(0, TimeSpan.Zero));
        Assert.AreEqual(1, new StageClock(TrainingLength.Epochs(0), 1_000_000, 64).Fraction(0, TimeSpan.Zero));
        Assert.AreEqual(1, new StageClock(TrainingLength.Time(TimeSpan.Zero), 1_000_000, 64).Fraction(0, TimeSpan.Zero));
    }

    [TestMethod]
    public void An_epoch_is_as_many_patches_as_the_images_hold_rounded_up_to_a_whole_step()
    {
        // 5 images of 128x192 hold 30 patches; one and a half epochs are 45 patches, or 6 batches of 8.
        var clock = new StageClock(TrainingLength.Epochs(1.5), 5 * 128 * 192, batchSize: 8);
        Assert.AreEqual(5 / 6.0, clock.Fraction(5, TimeSpan.Zero), 1e-12);
        Assert.AreEqual(1, clock.Fraction(6, TimeSpan.Zero));
    }

    [TestMethod]
    public void The_smallest_share_of_an_epoch_is_a_step() =>
        Assert.AreEqual(1, new StageClock(TrainingLength.Epochs(0.001), 64 * 64, batchSize: 8).Fraction(1, TimeSpan.Zero));

    [TestMethod]
    public void More_pixels_than_an_int_counts_still_end()
    {
        // 4096 images of 1024x1024 hold 256 patches each; half of them in batches of 512 are 1024 steps.
        var clock = new StageClock(TrainingLength.Epochs(0.5), 4096L * 1024 * 1024, batchSize: 512);
        Assert.AreEqual(0.25, clock.Fraction(256, TimeSpan.Zero), 1e-12);
        Assert.AreEqual(1, clock.Fraction(1024, TimeSpan.Zero));
    }

    [TestMethod]
    public void Time_counts_whatever_the_number_of_steps()
    {
        var clock = new StageClock(TrainingLength.Time(TimeSpan.FromHours(1)), 1_000_000, 64);
        Assert.AreEqual(0.25, clock.Fraction(1_000_000, TimeSpan.FromMinutes(15)), 1e-12);
        Assert.AreEqual(1, clock.Fraction(0, Day));
    }

    [TestMethod]
    public void An_earlier_processs_time_counts()
    {
        var clock = new StageClock(TrainingLength.Time(TimeSpan.FromHours(1)), 1_000_000, 64, before: TimeSpan.FromMinutes(10), elapsed: () => TimeSpan.FromMinutes(20));
        Assert.AreEqual(TimeSpan.FromMinutes(30), clock.Elapsed);
    }
}
