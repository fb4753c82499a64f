namespace FimNet.MLNet.AutoML.Tuning;

/// <summary>What a tuner does next.</summary>
internal abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>A new trial with options of its own is trained to the first rung.</summary>
    public sealed record Start : Decision;

    /// <summary>The training of a trial goes on to a rung.</summary>
    public sealed record Continue(int TrialId, int Rung) : Decision;

    /// <summary>The training of a trial does not go on.</summary>
    public sealed record Stop(int TrialId, string Reason) : Decision;
}
