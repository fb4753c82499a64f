namespace FimNet.MLNet;

/// <summary>The activation of the forget and input gates of the fusion (Eqs. 6 and 8). It matters only with <see cref="LatentModule.Lfrm"/>.</summary>
public enum GateActivation
{
    /// <summary>Softmax over the 512 channels, as the paper prints it: the gates of a patch sum to 1, so each channel keeps a small share.</summary>
    Softmax,

    /// <summary>The logistic function of each channel alone, as in an LSTM: every gate lies between 0 and 1 independently of the others.</summary>
    Sigmoid,
}
