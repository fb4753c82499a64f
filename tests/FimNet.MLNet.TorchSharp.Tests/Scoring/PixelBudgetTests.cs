using FimNet.MLNet.Scoring;

namespace FimNet.MLNet.Tests.Scoring;

[TestClass]
public class PixelBudgetTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PixelBudget _budget = new(most: 100);

    [TestMethod]
    public void One_image_of_any_size_has_room_and_the_next_waits_until_it_is_returned()
    {
        _budget.Take(1000, CancellationToken.None);
        Task second = Task.Run(() => _budget.Take(60, CancellationToken.None));
        Assert.IsFalse(second.Wait(TimeSpan.FromMilliseconds(100)));
        _budget.Return(1000);
        Assert.IsTrue(second.Wait(Patience));
        _budget.Take(40, CancellationToken.None);
        Task third = Task.Run(() => _budget.Take(1, CancellationToken.None));
        Assert.IsFalse(third.Wait(TimeSpan.FromMilliseconds(100)));
        _budget.Return(40);
        Assert.IsTrue(third.Wait(Patience));
    }

    [TestMethod]
    public async Task A_waiting_one_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        _budget.Take(1000, stop.Token);
        Task waiting = Task.Run(() => _budget.Take(1, stop.Token));
        await Task.Delay(50);
        await stop.CancelAsync();
        await Assert.ThrowsExactlyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
    }
}
