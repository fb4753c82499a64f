namespace FimNet.MLNet.Training;

/// <summary>The learning rate as a function of the finished share of a stage.</summary>
internal static class LearningRate
{
    private const double Warmup = 0.05;
    private const double Last = 0.01;

    public static double At(LearningRateSchedule schedule, double peak, double fraction)
    {
        if (schedule == LearningRateSchedule.Constant)
        {
            return peak;
        }

        if (fraction < Warmup)
        {
            return peak * Math.Max(Last, fraction / Warmup);
        }

        double cosine = 0.5 * (1 + Math.Cos(Math.PI * (fraction - Warmup) / (1 - Warmup)));
        return peak * (Last + (1 - Last) * cosine);
    }
}
